import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identify, type StatedCharacteristic, typeCharacteristic, valuesIn } from '#domain/catalog/characteristics.ts'
import { convert, findUnit } from '#domain/catalog/units.ts'

const words = (stated: StatedCharacteristic) => typeCharacteristic(stated).values.map(({ text }) => text)
const numberOf = (stated: StatedCharacteristic) => {
  const { unit, values } = typeCharacteristic(stated)
  return [values.map(({ number }) => number), unit?.symbol ?? '']
}

test.each<[StatedCharacteristic, number, string]>([
  [['Яркость', 'лм', '5200'], 5200, 'лм'],
  [['Яркость (лм)', '', '5 200'], 5200, 'лм'],
  [['Яркость, ANSI lm', '', '5200'], 5200, 'лм'],
  [['яркость', '', '5200 lm'], 5200, 'лм'],
  [['Вес', 'кг', '1,2'], 1.2, 'кг'],
  [['Вес', 'кг', '900 г'], 900, 'г'],
  [['Диагональ', '', '55"'], 55, '″'],
  [['Диагональ [см]', '', '139,7'], 139.7, 'см'],
  [['Мощность', '', '1.5 кВт'], 1.5, 'кВт'],
  [['Шум', 'дБ', '-3'], -3, 'дБ'],
  [['Длина', '', '10m'], 10, 'м'],
  [['Гарантия', 'мес.', '36'], 36, 'мес.'],
  [['Зум', '×', '12x'], 12, '×'],
  [['Касаний', '', '40'], 40, ''],
  [['Громкость', 'сон', '3 сон'], 3, 'сон'],
])('%j is the number %d in «%s»', (stated, number, unit) => {
  expect(numberOf(stated)).toEqual([[number], unit])
})

test.each<StatedCharacteristic>([
  ['Проекционное отношение', '', '1,2–2,0:1'],
  ['Разрешение', '', '4K'],
  ['Сеть', '', '5G'],
  ['Диапазон частот', '', '70 Гц – 20 кГц'],
  ['Вес', 'кг', '10 см'],
  ['Вес', 'кг', '5,2 кг (без объектива)'],
  ['Режим работы', '', '24/7'],
  ['Код ТН ВЭД', '', '8528591009'],
  ['Производитель', '', '360'],
  ['Дальность', '', 'до 100 м'],
  ['Артикул партнёра', '', '007'],
  ['Страна производства', '', 'КОРЕЯ, РЕСПУБЛИКА'],
  ['Частота', '', '60 Гц, по запросу 120'],
  ['Размещение', '', 'стоит на полу, а при заказе крепления вешается и на стену'],
  ['Разъём', '', 'USB 3.0 (2 шт, Type-A)'],
])('%j is no number and no list: it stays as it is written', (name, unit, value) => {
  expect(typeCharacteristic([name, unit, value]).values).toMatchObject([{ text: value, number: null }])
})

test.each<[string, string[]]>([
  ['HDMI, VGA, USB', ['HDMI', 'VGA', 'USB']],
  ['HDMI ×2, HDBaseT; LAN', ['HDMI', 'HDBaseT', 'LAN']],
  ['HDMI,VGA', ['HDMI', 'VGA']],
  ['2×HDMI / 1 x VGA', ['HDMI', 'VGA']],
  ['HDMI ×2, HDMI', ['HDMI']],
  ['USB 3.2 Gen 2x2, VGA', ['USB 3.2 Gen 2x2', 'VGA']],
  ['кнопка (вкл, выкл), реле', ['кнопка (вкл, выкл)', 'реле']],
])('%j is a list', (value, items) => {
  expect(words(['Интерфейсы', '', value])).toEqual(items)
})

test('yes and no are written in many ways', () => {
  for (const text of ['да', 'Есть', '+', 'true', 'YES']) expect(words(['Wi-Fi', '', text])).toEqual(['да'])
  for (const text of ['нет', 'Отсутствует', '—', 'false']) expect(words(['Wi-Fi', '', text])).toEqual(['нет'])
})

test('letters, case, brackets and look-alikes do not make two of one name', () => {
  const keys = ['Яркость', 'яркость ', 'ЯРКОСТЬ', 'Яркость, лм', 'Яркость (lm)', 'Яpкocть'].map(
    (name) => identify(name.trim(), '').nameKey,
  )
  expect(new Set(keys).size).toBe(1)
  expect(identify('Яркость панели', '').nameKey).not.toBe(keys[0])
  expect(identify('Ширина (мин)', '')).toMatchObject({ name: 'Ширина', unit: { dimension: 'time' } })
  expect(identify('Питание (PoE)', '')).toMatchObject({ name: 'Питание (PoE)', unit: null })
})

describe('properties', () => {
  const spelled = ['лм', 'мм', 'см', 'м', '″', 'г', 'кг', 'Вт', 'кВт', 'дБ', 'Гц', 'кГц', 'мес.', '%', 'ч'] as const
  const unit = fc.constantFrom(...spelled)
  const number = fc.integer({ min: -99_999, max: 999_999 }).map((n) => n / 100)
  const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.trim())

  test('a number is the same however it and its unit are spelled', () => {
    fc.assert(
      fc.property(number, unit, fc.boolean(), fc.constantFrom('', ' ', '\u00a0'), (n, symbol, comma, gap) => {
        const written = comma ? String(n).replace('.', ',') : String(n)
        const stated: StatedCharacteristic[] = [
          ['Имя', symbol, written],
          [`Имя (${symbol})`, '', written],
          ['Имя', '', `${written}${gap}${symbol}`],
          ['Имя', symbol, `${written}${gap}${symbol}`],
        ]
        for (const one of stated) expect(numberOf(one)).toEqual([[n], symbol])
      }),
    )
  })

  test('converted there and back a number is what it was, to a millionth of a millionth', () => {
    fc.assert(
      fc.property(number, unit, unit, (n, one, other) => {
        const [from, to] = [findUnit(one), findUnit(other)]
        if (!from || !to || from.dimension !== to.dimension || from.factor < to.factor) return
        expect(convert(convert(n, from, to), to, from)).toBeCloseTo(n, 4)
      }),
    )
  })

  test('whatever is stated has a value, and no reading throws', () => {
    fc.assert(
      fc.property(text, text, text, (name, statedUnit, value) => {
        const typedOne = typeCharacteristic([name, statedUnit, value])
        expect(typedOne.values.length).toBeGreaterThan(0)
        for (const { text: shown, number: n, kind } of typedOne.values) {
          expect(kind === 'number').toBe(n !== null)
          if (n !== null) expect(shown).toBe(String(n).replace('.', ','))
        }
        expect(valuesIn(typedOne, findUnit('мм'))).toHaveLength(typedOne.values.length)
      }),
      { numRuns: 500 },
    )
  })

  test('typing is done once: what it wrote reads as the same', () => {
    fc.assert(
      fc.property(text, text, (name, value) => {
        for (const typed of typeCharacteristic([name, '', value]).values) {
          if (typed.kind === 'number')
            expect(typeCharacteristic([name, '', typed.text]).values[0]?.number).toBe(typed.number)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a list is made of parts of its text, each of them there', () => {
    const item = fc.constantFrom('HDMI', 'VGA', 'USB-C', 'HDBaseT 2.0', 'RS-232', 'Wi-Fi', 'аудио 3,5 мм', '3G-SDI')
    const separator = fc.constantFrom(', ', '; ', ';', ' / ', '\n')
    fc.assert(
      fc.property(fc.uniqueArray(item, { minLength: 2 }), separator, (items, between) => {
        expect(words(['Входы', '', items.join(between)])).toEqual(items)
      }),
    )
  })
})
