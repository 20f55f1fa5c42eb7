import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isComplete, partOf } from '#exchange/commerceml/parts.ts'

const guid = 'cf5935c3-270e-4d18-9099-a9337898c68a'

test.each([
  ['import0_1.xml', 0],
  ['import1_1.xml', 1],
  ['import0_2.xml', 1],
  ['offers0_2.xml', 1],
  ['webdata/000000001/Import0_1.XML', 0],
  [String.raw`C:\exchange\offers2_1.xml`, 2],
  [`goods_1_5_${guid}.xml`, 5],
  [`offers_1_10_${guid}.xml`, 10],
  [`prices_2_4_${guid}.xml`, 4],
  ['rests_1_1.xml', 1],
  [`priceLists_1_1_${guid}.xml`, 1],
  [`propertiesGoods_1_2_${guid}.xml`, 2],
  ['import2.xml', 2],
  ['Каталог часть 2.xml', 2],
])('%s is part %i', (name, number) => {
  expect(partOf(name)).toEqual({ number, of: null })
})

test('a name may say how many parts there are', () => {
  expect(partOf('Выгрузка, часть 2 из 3.xml')).toEqual({ number: 2, of: 3 })
  expect(partOf('catalog part 1 of 4.xml')).toEqual({ number: 1, of: 4 })
})

test.each([
  'import.xml',
  'offers.xml',
  `import___${guid}.xml`,
  'price_2026_10.xml',
  'import_20261001.xml',
  'Прайс 2026.xml',
  'v8_1065_3a.zip',
  'goods.xml',
])('%s is no part', (name) => {
  expect(partOf(name)).toBeNull()
})

test.each([
  [['import.xml']],
  [['goods.xml', 'more.xml']],
  [['import0_1.xml']],
  [['import0_1.xml', 'import1_1.xml']],
  [['import0_2.xml', 'import0_1.xml']],
  [['import0_1.xml', 'import0_2.xml', 'import1_1.xml']],
  [[`goods_1_1_${guid}.xml`, `goods_1_3_${guid}.xml`, `goods_1_2_${guid}.xml`]],
  [['часть 1 из 2.xml', 'часть 2 из 2.xml']],
])('%j is all there is', (names) => {
  expect(isComplete(names)).toBe(true)
})

test.each([
  [['import1_1.xml']],
  [['import0_2.xml']],
  [['import0_1.xml', 'import2_1.xml']],
  [['import0_1.xml', 'import0_1.xml']],
  [[`goods_1_5_${guid}.xml`]],
  [[`goods_1_1_${guid}.xml`, `goods_1_3_${guid}.xml`]],
  [['import0_1.xml', 'import.xml']],
  [['часть 1 из 3.xml', 'часть 2 из 3.xml']],
])('%j lacks a part', (names) => {
  expect(isComplete(names)).toBe(false)
})

test('without any part but the last, an upload has a gap or no beginning', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), (count, seed) => {
      const names = Array.from({ length: count }, (_, at) => `goods_1_${at + 1}_${guid}.xml`)
      expect(isComplete(names.toReversed())).toBe(true)
      expect(isComplete(names.toSpliced(seed % (count - 1), 1))).toBe(false)
    }),
  )
})
