import { expect, test } from 'vitest'
import { priceIn } from '#domain/catalog/price-words.ts'

const rub = (roubles: number) => roubles * 100

test.each([
  ['проектор до 150000', 'проектор', null, 150_000],
  ['проектор до 150 000 руб', 'проектор', null, 150_000],
  ['до 99 тыс экран', 'экран', null, 99_000],
  ['камера дешевле 50к', 'камера', null, 50_000],
  ['панель 75 не дороже 400 000 ₽', 'панель 75', null, 400_000],
  ['матрица от 20 до 80 тыс. руб.', 'матрица', 20_000, 80_000],
  ['кабель до 900 р', 'кабель', null, 900],
  ['усилитель дороже 1,5 млн', 'усилитель', 1_500_000, null],
  ['laser projector under 2000', 'laser projector', null, 2000],
  ['от 5000 до 10000', '', 5000, 10_000],
])('«%s» names a price', (query, text, from, to) => {
  const price = { from: from === null ? null : rub(from), to: to === null ? null : rub(to) }
  expect(priceIn(query)).toEqual({ text, price })
})

test.each([
  'проектор до 5000 лм',
  'проектор от 4000 до 6000 люмен',
  'экран до 3 метров',
  'кабель до 15',
  'громкоговоритель до 1000 Вт',
  'AV-10003 до',
  'доступ 5000',
  'проектор 150000',
  'панель до 98"',
  'до востребования 2000',
])('«%s» names none', (query) => {
  expect(priceIn(query)).toEqual({ text: query, price: null })
})
