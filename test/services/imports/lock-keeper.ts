import { childWriteLock } from '#runtime/child-process.ts'

/** A program that takes the write lock, says so, and never gives it back. */
process.once('message', async () => {
  await childWriteLock().take()
  process.send?.('I have it')
})
