import { expect, test } from 'vitest'
import { isSecretCharacteristic, isSecretPrice } from '#domain/catalog/prices.ts'

test.each([
  'Закупочная',
  'ЗАКУПОЧНЫЕ',
  'Цена закупки',
  'Закуп.',
  'Себестоимость',
  'Плановая себестоимость',
  'с/с плановая',
  'Входная цена',
  'Вход',
  'Цена поставщика',
  'Цены поставки',
  'Учётная',
  'Приходная',
  'Cost',
  'Cost price',
  'Purchase price, USD',
  'Buying price',
  'Supplier price',
  'DDP Moscow',
])('«%s» is what the distributor pays', (name) => {
  expect(isSecretPrice(name)).toBe(true)
})

test.each([
  'Розничная',
  'Оптовая',
  'Опт 1 (300-600 тыс.руб в квартал)',
  'Дилерская',
  'РРЦ',
  'МРЦ',
  'Тренерская',
  'Базовая',
  'BASE',
  'Dealer Net',
  'MSRP',
  'Партнёрская (доставка входит)',
  'Costco',
  'Цена со склада',
])('«%s» is for dealers', (name) => {
  expect(isSecretPrice(name)).toBe(false)
})

test('a characteristic may tell a cost too; sockets are none', () => {
  for (const name of ['Закупочная цена', 'Себестоимость, руб', 'Цена поставщика', 'Входная цена', 'Маржа', 'Cost']) {
    expect(isSecretCharacteristic(name)).toBe(true)
  }
  for (const name of ['Вход HDMI', 'Входы', 'Входное сопротивление', 'Мощность', 'Поставка', 'Учётная запись']) {
    expect(isSecretCharacteristic(name)).toBe(false)
  }
})
