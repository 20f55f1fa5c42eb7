import { expect, test } from 'vitest'
import { createLock } from '#runtime/lock.ts'

/** What has happened by the time that nothing more does by itself. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a lock is had by one at a time, in the order of asking', async () => {
  const lock = createLock()
  const had: string[] = []
  const work = async (name: string) => {
    const giveBack = await lock.take()
    had.push(`${name} has it`)
    await settled()
    had.push(`${name} gives it back`)
    giveBack()
  }
  await Promise.all(['a', 'b', 'c'].map(work))
  expect(had).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} has it`, `${name} gives it back`]))
})

test('who keeps a lock is told when others wait, also when they waited before', async () => {
  const lock = createLock()
  const wanted: string[] = []
  const giveBack = await lock.take(() => wanted.push('first'))
  expect(wanted).toEqual([])
  const second = lock.take(() => wanted.push('second'))
  const third = lock.take()
  await settled()
  expect(wanted).toEqual(['first', 'first'])
  giveBack()
  const giveSecondBack = await second
  expect(wanted).toEqual(['first', 'first', 'second'])
  giveSecondBack()
  // Twice is once: it is the third's now.
  giveSecondBack()
  const fourth = lock.take()
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
  ;(await lock.take())()
})
