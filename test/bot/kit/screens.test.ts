import { expect, test } from 'vitest'
import { more } from '#bot/kit/callback-data.ts'
import { hintedScreens } from '#domain/people/hints.ts'
import { everyDecision, everyScreen } from '../roof/examples.ts'
import { invoiceOf, type Scene, scene } from '../scene.ts'
import { refusals } from '../told.ts'

test('no button carries more than Telegram takes, however large the ids grow', () => {
  const million = 9_999_999
  const person = 9_999_999_999_999
  const documents = { company: million, invoice: million, line: million, cart: million, draft: million }
  const ids = {
    ...documents,
    shipment: million,
    extension: million,
    list: 2 ** 31,
    saved: 2 ** 31,
    kept: 2 ** 31,
    owner: person,
    accountant: person,
    newcomer: person,
    offered: million,
  }
  const goods = { category: million, product: million, reserved: million, analogue: million }
  const rest = { characteristic: million, value: million, priceType: million, warehouse: million }
  const common = { ...goods, ...rest }
  const screens = everyScreen(ids, common)
  const tooLong = [...screens, ...everyDecision(ids, common)]
    .map(({ data }) => data)
    .concat(screens.flatMap(({ data }) => hintedScreens.map((article) => more.data(article, data))))
    .filter((data) => Buffer.byteLength(data) > 64)
  expect(tooLong).toEqual([])
})

/** Eight rows fit a phone; a list with its pages and its actions may be two longer. */
const ROWS_MOST = 10

test('in a full world every screen keeps to Telegram’s limits, and to a phone', async () => {
  const w = await scene()
  await fill(w)
  for (const person of Object.values(w.cast)) {
    for (const { name, data } of everyScreen(w.ids, w.common)) {
      await person.tapsData(person.last().message_id, data)
      const { text = '', reply_markup } = person.last()
      const rows = reply_markup?.inline_keyboard ?? []
      expect.soft(text.length, name).toBeLessThanOrEqual(4096)
      expect.soft(rows.flat().length, name).toBeLessThanOrEqual(100)
      expect.soft(rows.length, `rows of ${name}`).toBeLessThanOrEqual(ROWS_MOST)
    }
  }
  expect(refusals(w)).toEqual([])
})

/** Long names, many goods with many characteristics, many invoices and companies. */
async function fill(w: Scene): Promise<void> {
  const { db } = w.app.deps
  const name = 'Профессиональный проекционный комплекс с очень длинным названием '.repeat(3).slice(0, 180)
  for (let i = 0; i < 30; i++) {
    const parentId = w.common.category
    const categoryId = await w.rows.category({ parentId, name: `${name} ${i}`, position: i })
    const productId = await w.rows.productLike(w.common.product, { sku: `SKU-${i}`, name, categoryId })
    const { id: characteristicId } = await db
      .insertInto('characteristics')
      .values({ name: `Очень длинная характеристика ${i}`, unit: 'мм' })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const value of ['первое', 'второе']) {
      const given = { characteristicId, value: `${value} значение ${'x'.repeat(60)}`, number: null }
      const { id: valueId } = await db
        .insertInto('characteristicValues')
        .values(given)
        .returning('id')
        .executeTakeFirstOrThrow()
      const productIds = value === 'первое' ? [w.goods.cable] : [w.goods.switcher]
      for (const one of productIds)
        await db.insertInto('productValues').values({ productId: one, valueId, position: i }).execute()
    }
    await w.rows.price(productId, 2, 99_999_999_999)
    await w.rows.company({ name: `${name.slice(0, 150)} ${i}`, approvedBy: 1001 })
    if (i % 2 === 0) await invoiceOf(w.app.deps, w.cast.owner, [[productId, 3]])
  }
  await w.cast.owner.sends(Array.from({ length: 30 }, (_, i) => `SKU-${i} 7`).join('\n'))
  await w.cast.owner.taps('Всё в корзину')
}
