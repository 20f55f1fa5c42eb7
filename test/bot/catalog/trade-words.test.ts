import { describe, expect, test } from 'vitest'
import { demoCatalog } from '#playground/catalog/demo.ts'
import type { Person } from '#playground/telegram/server.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { type World, world } from '../../support/world.ts'

/** The models on the first page of what a dealer finds. */
async function finds(w: World, dealer: Person, query: string): Promise<string[]> {
  await dealer.sends(query)
  const keys = await w.app.deps.db.selectFrom('products').select(['model', 'sku']).execute()
  const seen = dealer.sees().split(/похоже/)[0] ?? ''
  const at = (word: string) => (word === '' ? -1 : seen.search(new RegExp(`(?<![\\w-])${word}(?![\\w-])`)))
  return keys
    .map(({ model, sku }) => ({ model, at: at(sku) }))
    .filter((one) => one.at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ model }) => model)
}

async function shop() {
  const w = await world()
  await importCatalog(w.app.deps, null, demoCatalog)
  w.app.deps.search.wake()
  const manager = await w.staff('manager')
  return { w, dealer: await w.dealer(manager) }
}

describe('words of the trade', () => {
  test.each([
    ['колонки', /^S[CW]-/],
    ['колонки потолочные', /^SC-/],
    ['динамики настенные', /^SW-/],
    ['радиомикрофон', /^VR-/],
    ['беспроводной микрофон', /^VR-/],
    ['микрофон', /^V[GBM]-/],
    ['петличка', /^VR-1P/],
    ['телевизор 75', /^V[PT]-75/],
    ['тв 65', /^V[PT]-65/],
    ['видеостена 55', /^VW-55/],
    ['projector', /^L/],
    ['laser projector', /^L/],
    ['ceiling speaker', /^SC-/],
    ['cable', /^(HDMI|C[A-Z]+)-/],
    ['screen', /^E[MFP]-/],
    ['экран 3 метра', /^EM-300/],
    ['экран 3м', /^EM-300/],
    ['экран 2000 мм', /^EM-200/],
    ['экран 1,5 м', /^EP-150/],
  ])('«%s» finds first what a dealer means', async (query, model) => {
    const { w, dealer } = await shop()
    const found = await finds(w, dealer, query)
    expect(found.length, dealer.sees()).toBeGreaterThan(0)
    expect(found[0], dealer.sees()).toMatch(model)
  })

  test('a noun that nothing has together with the number keeps the noun', async () => {
    const { w, dealer } = await shop()
    const found = await finds(w, dealer, 'экран 9,3 м')
    expect(
      found.every((model) => /^E[MFP]-/.test(model)),
      `${found.join()} ${dealer.sees()}`,
    ).toBe(true)
  })

  test('«до 150000» is a price, shown as what is chosen', async () => {
    const { w, dealer } = await shop()
    await dealer.sends('проектор до 250000')
    const sums = [...dealer.sees().matchAll(/([\d\u00a0]+),\d\d\u00a0₽/g)].map(([, sum = '']) =>
      Number(sum.replaceAll('\u00a0', '')),
    )
    expect(sums.length).toBeGreaterThan(1)
    expect(Math.max(...sums)).toBeLessThanOrEqual(250_000)
    expect(w.telegram.unanswered).toEqual([])
  })
})
