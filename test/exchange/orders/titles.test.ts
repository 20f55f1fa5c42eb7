import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCount } from '#exchange/orders/cells.ts'
import { titleRole } from '#exchange/orders/titles.ts'

const roleOf = (titles: string) => titles.split('|').map((title) => [title, titleRole(title)])
const all = (titles: string, role: string) => titles.split('|').map((title) => [title, role])

test('words of ordering make a column the count, in any form, with units and possessives', () => {
  const order =
    'Заказ|ЗАКАЗ|Заказать|Ваш заказ|Заказано|К заказу|Заказ, шт|Заказ (шт.)|Кол-во к заказу|Кол-во заказа|Потребность|Требуется|' +
    'Нужно|Надо|Необходимое количество|Заявка|Order|Order qty|Order Qty.|Qty ordered|Req. qty|Qty required|Your order|Order quantity (pcs)'
  expect(roleOf(order)).toEqual(all(order, 'order'))
  const count =
    'Кол|Кол.|Кол-во|Кoл-вo|КОЛ-ВО|К-во|Кол-во*|Кол-во, шт.|Кол.-во|Колво|Кол-\nво|Количество|Количество (шт)|Количество товара|Шт|шт.|' +
    "Итого шт|Всего, шт.|Qty|QTY:|Q-ty|Q'ty|Qnty|Quantity|Quantity, pcs|Pcs|Total qty"
  expect(roleOf(count)).toEqual(all(count, 'count'))
})

test('what is there, in a pack, or costs is no count, whatever words of ordering stand beside', () => {
  const stock =
    'Остаток|Остаток, шт|Кол-во на складе|Наличие|В наличии (шт)|Доступно|Доступно к заказу|Свободно|Резерв|В пути|' +
    'Заказано у поставщика|In stock|Stock qty|Available|Qty available|Available to order|On order|Reserved'
  expect(roleOf(stock)).toEqual(all(stock, 'stock'))
  const pack =
    'В упаковке|Кол-во в упаковке|Кратность заказа|Мин. заказ|Минимальный заказ|MOQ|Min order qty|Pack qty|Qty per box|шт/уп|Заказ, уп.'
  expect(roleOf(pack)).toEqual(all(pack, 'pack'))
  const never =
    'Сумма заказа|Цена заказа|Заказ, руб|Стоимость|Номер заказа|Дата заказа|Код заказа|Order code|Order no|Order value|Order date|' +
    'Кол-во мест|Количество портов|Вес|Гарантия, мес|Заказчик|Закупка|Кол-во, м|Заказ на ноябрь|Итого|Total|Под заказ'
  for (const [title, role] of roleOf(never)) expect(['order', 'count'], title).not.toContain(role)
})

test('a title that has a word of stock, pack or money is never a count', () => {
  const beside = fc.constantFrom(
    'на складе',
    'остаток',
    'в упаковке',
    'цена',
    'руб',
    'мин.',
    'доступно',
    'stock',
    'price',
    'per box',
    'MOQ',
    'USD',
  )
  const ordering = fc.constantFrom('Заказ', 'Кол-во', 'Количество, шт', 'Qty', 'Order qty', 'Потребность', 'Pcs')
  fc.assert(
    fc.property(
      ordering,
      beside,
      fc.constantFrom(' ', ', ', ' (', '\n', '_'),
      fc.boolean(),
      (own, other, sign, isFirst) => {
        const title = isFirst ? `${own}${sign}${other}` : `${other}${sign}${own}`
        expect(['order', 'count']).not.toContain(titleRole(title))
      },
    ),
  )
})

test('a cell of counts: whole pieces, nothing, or neither', () => {
  const counts: [cell: string, count: number][] = [
    ['5', 5],
    ['5 шт.', 5],
    ['5,00', 5],
    ['x5', 5],
    ['1 200', 1200],
    ['1\u00a0200 шт', 1200],
  ]
  for (const [cell, count] of counts) expect(readCount(cell, false), cell).toEqual({ kind: 'count', count })
  for (const cell of ['', ' ', '0', '0,00', '0 шт', '-', '—', 'нет'])
    expect(readCount(cell, false).kind, cell).toBe('none')
  for (const cell of ['-2', '1,5', 'два', '2,000', '#N/A', '+', '=A1', '5 м'])
    expect(readCount(cell, false).kind, cell).toBe('bad')
  expect(readCount('2,000', true)).toEqual({ kind: 'count', count: 2 })
})
