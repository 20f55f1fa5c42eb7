import { expect, test } from 'vitest'
import { measure } from './measures.ts'

test.each(measure())('$name: $value, at most $most', ({ name, value, most }) => {
  console.log(`${name}: ${value} (at most ${most})`)
  expect(value).toBeLessThanOrEqual(most)
})
