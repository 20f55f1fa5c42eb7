import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BrokenFile } from '#exchange/catalog.ts'
import { readAll } from '../reading.ts'

const title = fc.constantFrom(
  ...'Артикул|Код|Модель|Наименование|Цена|Цена, USD|Розничная цена, руб.|Дилер|Закупка|Валюта|Остаток|Остаток Москва|Склад СПб|Всего|Резерв|В пути|Наличие|НДС|Ед. изм.|Штрихкод|Категория|Кол-во|В упаковке|Цена за упаковку|Вес, кг|Склад|Сумма|Part Number|Description|MSRP|Stock|'.split(
    '|',
  ),
)
const cell = fc.constantFrom(
  ...'A-1|A-2|0|1|12|1 200|1,899|1.899|12,50|-3|много|>10|#Н/Д|под заказ||есть|USD|RUB|шт|20%|100 Br|1,23E+12|Стол|Москва|Итого|Артикул|Цена|12.05.2026|=A1|9999999999999999999|5 шт|от 100'.split(
    '|',
  ),
)

test('whatever a table says, its prices and stock are sound and belong to what it has named before', async () => {
  const rows = fc
    .integer({ min: 2, max: 8 })
    .chain((width) =>
      fc.tuple(
        fc.array(title, { minLength: width, maxLength: width }),
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
      ),
    )
  await fc.assert(
    fc.asyncProperty(rows, async ([titles, cells]) => {
      const text = [['Артикул', ...titles.slice(1)], ...cells].map((row) => row.join(';')).join('\n')
      const read = await readAll(`${text}\n`).catch((error: unknown) => {
        // A table without a header, or one that is broken, is refused whole.
        if (error instanceof BrokenFile || /^no_/.test(String(error instanceof Error && error.message))) return null
        throw error
      })
      const named = { goods: new Set<string>(), kinds: new Set<string>(), warehouses: new Set<string>() }
      for (const record of read?.records ?? []) {
        if (record.kind === 'product' || record.kind === 'mention') named.goods.add(record.key)
        if (record.kind === 'priceType') named.kinds.add(record.key)
        if (record.kind === 'warehouse') named.warehouses.add(record.key)
        if (record.kind === 'price') {
          expect(named.goods.has(record.productKey) && named.kinds.has(record.priceTypeKey), text).toBe(true)
          expect(record.kopecks === null || (Number.isSafeInteger(record.kopecks) && record.kopecks > 0), text).toBe(
            true,
          )
        }
        if (record.kind === 'stock') {
          expect(named.goods.has(record.productKey) && named.warehouses.has(record.warehouseKey), text).toBe(true)
          expect(Number.isSafeInteger(record.quantity) && record.quantity >= 0, text).toBe(true)
        }
      }
    }),
    { numRuns: 500 },
  )
})
