import { expect, test } from 'vitest'
import { createTurns } from '#runtime/turns.ts'

/** What has happened by the time that nothing more does by itself. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('turns are had one at a time, in the order of asking', async () => {
  const turns = createTurns()
  const had: string[] = []
  const work = async (name: string) => {
    const giveBack = await turns.take()
    had.push(`${name} has it`)
    await settled()
    had.push(`${name} gives it back`)
    giveBack()
  }
  await Promise.all(['a', 'b', 'c'].map(work))
  expect(had).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} has it`, `${name} gives it back`]))
})

test('who keeps a turn is told when others wait, also when they waited before', async () => {
  const turns = createTurns()
  const wanted: string[] = []
  const giveBack = await turns.take(() => wanted.push('first'))
  expect(wanted).toEqual([])
  const second = turns.take(() => wanted.push('second'))
  const third = turns.take()
  await settled()
  expect(wanted).toEqual(['first', 'first'])
  giveBack()
  const giveSecondBack = await second
  expect(wanted).toEqual(['first', 'first', 'second'])
  giveSecondBack()
  // Twice is once: it is the third's now.
  giveSecondBack()
  const fourth = turns.take()
  await settled()
  let isFourths = false
  const taken = fourth.then((give) => {
    isFourths = true
    return give
  })
  await settled()
  expect(isFourths).toBe(false)
  ;(await third)()
  ;(await taken)()
  // Nobody has it now.
  ;(await turns.take())()
})
