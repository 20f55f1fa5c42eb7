import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findGoods } from '#domain/search/find.ts'
import { createPatientSearch } from '#search/memory/patient.ts'
import { searching, segmentOf, words } from '../../domain/search/goods.ts'

const name = fc.array(fc.constantFrom('Кабель', 'HDMI', 'Проектор', '10 м', 'экран', 'Extron', 'CBL-7'), {
  minLength: 1,
  maxLength: 5,
})
const goods = fc
  .array(name, { minLength: 1, maxLength: 20 })
  .map((names) => names.map((words, i) => ({ sku: `A-${i}`, name: words.join(' ') })))
const queries = fc.array(
  name.map((words) => words.join(' ')),
  { minLength: 2, maxLength: 5 },
)

test('queries that let others in between their steps answer as if they were alone', async () => {
  await fc.assert(
    fc.asyncProperty(goods, queries, async (all, texts) => {
      const segments = [segmentOf(all)]
      const find = createPatientSearch(words)
      const asked = texts.map((text) => ({ text, limit: 5, nearest: 5 }))
      const alone = asked.map((query) => findGoods(segments, words, query))
      const urgent = { text: texts[0] ?? '', limit: 1 }
      const breathe = async () => {
        await setImmediate()
        // A screen's query uses the segments' own scratch meanwhile.
        findGoods(segments, words, urgent)
      }
      for (let round = 0; round < 2; round++)
        expect(await Promise.all(asked.map((query) => find(segments, query, breathe)))).toEqual(alone)
    }),
    { numRuns: 40 },
  )
})

test('a query lets others in after every word', async () => {
  const { segments } = searching([{ sku: 'A-1', name: 'Кабель HDMI экран' }])
  let breaths = 0
  await createPatientSearch(words)(segments, { text: 'кабель hdmi экран', limit: 1 }, async () => void breaths++)
  expect(breaths).toBeGreaterThan(3)
})
