import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullBucket, holdsAt, refilled, spent } from '#domain/notices/pacing.ts'

const rate = { perSecond: 30, burst: 10 }

test('a full bucket gives its burst at once, and then what the rate brings', () => {
  let bucket = fullBucket(rate, 0)
  for (let i = 0; i < 10; i++) bucket = spent(bucket)
  expect(bucket.tokens).toBe(0)
  expect(holdsAt(bucket, rate, 1)).toBe(34)
  expect(holdsAt(bucket, rate, 5)).toBe(167)
  expect(refilled(bucket, rate, 60_000).tokens).toBe(10)
})

test('a clock that was set back neither takes nor gives', () => {
  const bucket = spent(fullBucket(rate, 1000))
  expect(refilled(bucket, rate, 500).tokens).toBe(9)
})

test('at the instant it names the token is there, and was not a moment before', () => {
  fc.assert(
    fc.property(
      fc.record({ perSecond: fc.integer({ min: 1, max: 100 }), burst: fc.integer({ min: 1, max: 50 }) }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 1e12 }),
      (some, share, at) => {
        const bucket = { tokens: share, at }
        const then = holdsAt(bucket, some, 1)
        expect(refilled(bucket, some, then).tokens).toBeGreaterThanOrEqual(1)
        if (then > at) expect(refilled(bucket, some, then - 2).tokens).toBeLessThan(1)
      },
    ),
  )
})

test('in any span of time no more go than the burst and what the rate brings in it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (pauses) => {
      let bucket = fullBucket(rate, 0)
      let now = 0
      const sentAt: number[] = []
      for (const pause of pauses) {
        now += pause
        bucket = refilled(bucket, rate, now)
        while (bucket.tokens >= 1) {
          bucket = spent(bucket)
          sentAt.push(now)
        }
      }
      for (const from of sentAt) {
        const inSecond = sentAt.filter((at) => at >= from && at < from + 1000)
        expect(inSecond.length).toBeLessThanOrEqual(rate.burst + rate.perSecond)
      }
    }),
  )
})
