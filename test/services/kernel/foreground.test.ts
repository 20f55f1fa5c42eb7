import { expect, test } from 'vitest'
import { limits } from '#domain/limits.ts'
import { createForeground } from '#services/kernel/foreground.ts'

/** A clock on which every look takes a millisecond. */
function ticking(step = 1) {
  let now = 0
  return () => {
    now += step
    return now
  }
}

test('work goes on at once until its slice is over, and then lets others in', async () => {
  let now = 0
  const breathe = createForeground(() => now).slices()
  let others = 0
  setImmediate(() => others++)
  await breathe()
  expect(others).toBe(0)
  now += 10
  await breathe()
  expect(others).toBe(1)
})

test('work waits while somebody waits for a screen, but not for ever', async () => {
  const foreground = createForeground(ticking())
  const breathe = foreground.slices()
  const leave = foreground.enter()
  // Nobody leaves: its patience ends.
  for (let step = 0; step < 20; step++) await breathe()
  let isAnswered = false
  setImmediate(() => {
    isAnswered = true
    leave()
    leave()
  })
  for (let step = 0; step < 20; step++) await breathe()
  expect(isAnswered).toBe(true)
})

test('one list of a person is read at a time, in their order; others do not wait for it', async () => {
  const foreground = createForeground(() => 0)
  const told: string[] = []
  const first = Promise.withResolvers<void>()
  const one = foreground.withPersonLock(1, async () => {
    await first.promise
    told.push('first')
  })
  const two = foreground.withPersonLock(1, async () => void told.push('second'))
  expect(foreground.isWorking(1)).toBe(true)
  expect(foreground.isWorking(2)).toBe(false)
  await foreground.withPersonLock(2, async () => void told.push('another person'))
  first.resolve()
  await Promise.all([one, two])
  expect(told).toEqual(['another person', 'first', 'second'])
  expect(foreground.isWorking(1)).toBe(false)
})

test('a list that fails lets the next one be read; too many that wait are refused', async () => {
  const foreground = createForeground(() => 0)
  const failed = foreground.withPersonLock(1, () => Promise.reject(new Error('torn')))
  const waiting = Array.from({ length: limits.listsWaiting }, () => foreground.withPersonLock(1, async () => {}))
  expect(foreground.withPersonLock(1, async () => {})).toBeNull()
  await expect(failed).rejects.toThrow('torn')
  await Promise.all(waiting)
  await expect(foreground.withPersonLock(1, async () => {})).resolves.toBeUndefined()
})
