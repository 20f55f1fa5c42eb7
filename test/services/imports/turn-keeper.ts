import { turnsOfParent } from '#runtime/child-process.ts'

/** A program that takes a turn, says so, and never gives it back. */
process.once('message', async () => {
  await turnsOfParent().take()
  process.send?.('I have it')
})
