import { describe, expect, test } from 'vitest'
import { searching } from './goods.ts'

const goods = [
  { sku: 'AV-10.003', model: 'VS-411X', name: 'Коммутатор HDMI 4x1', brand: 'Kramer', category: 'Коммутация' },
  { sku: 'CBL-10', model: 'HDMI-10', name: 'Кабель HDMI 10 м', brand: 'Kramer', category: 'Кабели' },
  { sku: 'CBL-15', model: 'HDMI-1.5', name: 'Кабель HDMI 1,5 м', brand: 'Kramer', category: 'Кабели' },
  {
    sku: 'PRJ-1',
    model: 'PA1004UL',
    name: 'Лазерный проектор NEC PA1004UL, 10 000 лм, 4К',
    brand: 'NEC',
    category: 'Проекторы',
  },
  {
    sku: 'PRJ-2',
    model: 'EB-L200',
    name: 'Проектор Epson EB-L200, 5000 лм, WUXGA',
    brand: 'Epson',
    category: 'Проекторы',
  },
  { sku: 'SCR-7', model: 'SM-240', name: 'Настенный экран 240×180 см', brand: 'Lumien', category: 'Экраны' },
  {
    sku: 'DSP-5',
    model: 'VP-554',
    name: 'Профессиональная панель 55″ для переговорных',
    brand: 'Vistaro',
    category: 'Дисплеи',
  },
  { sku: 'TREE-9', model: '', name: 'Ёлка новогодняя светящаяся', brand: '', category: 'Разное' },
  { sku: 'BOX-4', model: '', name: 'Four gang box w/ears+swing clamps, HD+', brand: '', category: 'Разное' },
  { sku: 'RS-1', model: 'CTL-232', name: 'Контроллер RS-232', brand: 'Extron', category: 'Управление' },
]
const { find, skus } = searching(goods)

describe('a good is found as people write it', () => {
  test.each([
    ['АВ-10.003', 'AV-10.003'],
    ['av10003', 'AV-10.003'],
    ['AV 10 003', 'AV-10.003'],
    ['фм10003', 'AV-10.003'],
    ['1004ul', 'PRJ-1'],
    ['a1004', 'PRJ-1'],
    ['РА1004UL', 'PRJ-1'],
    ['елка', 'TREE-9'],
    ['ЁЛКИ', 'TREE-9'],
    ['экранов настенных', 'SCR-7'],
    ['240x180', 'SCR-7'],
    ['240 х 180', 'SCR-7'],
    ['кабель 10м', 'CBL-10'],
    ['10 м кабель', 'CBL-10'],
    ['cable 10m', 'CBL-10'],
    ['шнур hdmi 10 метров', 'CBL-10'],
    ['кабеля 1.5m', 'CBL-15'],
    ['проектор 5000лм', 'PRJ-2'],
    ['projector 5 000 lm', 'PRJ-2'],
    ['проектор 4к', 'PRJ-1'],
    ['панель 55"', 'DSP-5'],
    ['55 дюймов', 'DSP-5'],
    ['4х1 hdmi', 'AV-10.003'],
    ['rs232', 'RS-1'],
    ['RS 232 контролер', 'RS-1'],
    ['проектор крамер vs411x', 'AV-10.003'],
    ['Пр\u200bоектор epson', 'PRJ-2'],
    ['swing ears', 'BOX-4'],
    ['hd+', 'BOX-4'],
  ])('«%s» finds %s first', (typed, sku) => expect(skus(typed)[0]).toBe(sku))
})

describe('what was typed wrong is mended, and it is said', () => {
  test.each([
    ['прожктор epson', 'PRJ-2', [{ typed: 'прожктор', meant: 'проектор' }]],
    ['ghjtrnjh epson', 'PRJ-2', [{ typed: 'ghjtrnjh', meant: 'проектор' }]],
    ['руьш 10м', 'CBL-10', [{ typed: 'руьш', meant: 'hdmi' }]],
    ['rf,tkm 10м', 'CBL-10', [{ typed: 'rf,tkm', meant: 'кабель' }]],
    ["'rhfy", 'SCR-7', [{ typed: "'rhfy", meant: 'экран' }]],
    ['hmdi 10м', 'CBL-10', [{ typed: 'hmdi', meant: 'hdmi' }]],
    ['профисиональная', 'DSP-5', [{ typed: 'профисиональная', meant: 'профессиональная' }]],
    ['эпсон', 'PRJ-2', [{ typed: 'эпсон', meant: 'epson' }]],
    ['РА1004UK', 'PRJ-1', [{ typed: 'ра1004uk', meant: 'pa1004ul' }]],
  ])('«%s»', (typed, sku, corrections) => {
    expect(skus(typed)[0]).toBe(sku)
    expect(find(typed).corrections).toEqual(corrections)
  })

  test('a slip in a word of many goods is likelier than a rare word of the same sound', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ({ sku: `P-${i}`, name: `Панель ${i}` }))
    const { find, skus } = searching([{ sku: 'X-1', name: 'Blank panelb' }, ...many])
    expect(find('панелб', { limit: 1 }).corrections).toEqual([{ typed: 'панелб', meant: 'панель' }])
    expect(skus('панелб', { limit: 1 })).not.toEqual(['X-1'])
  })

  test.each(['АВ 10003', 'фм 10003', 'АВ 10'])('«%s» is an article: its pieces are not called mended', (typed) => {
    expect(find(typed)).toMatchObject({ total: 1, corrections: [], dropped: [] })
  })

  test('a word that no good has beside the others is left out, and it is said', () => {
    const found = find('проектор epson сиреневый')
    expect(found.dropped).toEqual(['сиреневый'])
    expect(goods[(found.ids[0] ?? 0) - 1]?.sku).toBe('PRJ-2')
  })

  test('literally nothing is mended and nothing left out', () => {
    expect(find('прожктор', { literal: true })).toMatchObject({ total: 0, corrections: [], dropped: [] })
    expect(find('проектор epson сиреневый', { literal: true }).total).toBe(0)
  })

  test('other digits are another article: it is not found, and the nearest is named', () => {
    const found = find('PA1006UL')
    expect(found).toMatchObject({ total: 0, corrections: [] })
    expect(goods[(found.nearest[0] ?? 0) - 1]?.sku).toBe('PRJ-1')
  })
})
