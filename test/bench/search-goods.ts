import { readFileSync } from 'node:fs'
import { articleKey } from '#domain/catalog/catalog.ts'
import type { Good, Value } from '#domain/search/segment.ts'
import { randomOf } from '../simulation/random.ts'

/** One of the real models that goods are grown from. */
interface Model {
  brand: string
  model: string
  description: string
  category: string
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/projector/i, 'Проектор'],
  [/cable|cabling/i, 'Кабель'],
  [/mount|bracket|rack/i, 'Настенное крепление'],
  [/mic/i, 'Микрофон'],
  [/speaker/i, 'Акустическая система'],
  [/display|tv/i, 'Профессиональная панель'],
  [/camera/i, 'Поворотная камера'],
  [/switch|matrix/i, 'Матричный коммутатор'],
  [/amplif/i, 'Усилитель мощности'],
  [/adapter|convert/i, 'Переходник'],
  [/transmit|receiv|extend/i, 'Удлинитель сигнала'],
  [/panel|keypad|button/i, 'Сенсорная панель управления'],
  [/faceplate|plate/i, 'Лицевая панель'],
]
const extras = ['белый', 'черный', 'серый', 'потолочный', 'напольный', 'беспроводной', 'встраиваемый', 'уличный']
const uses = ['для переговорных', 'для учебных аудиторий', 'для конференц-залов', 'для музеев', 'для витрин']

const characteristics: readonly (readonly [unit: string, values: readonly (string | number)[]])[] = [
  ['', ['Белый', 'Черный', 'Серый', 'Серебристый', 'Синий', 'Красный']],
  ['м', [0.5, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 25, 30, 50, 100]],
  ['лм', Array.from({ length: 40 }, (_, i) => 2000 + i * 500)],
  ['', ['WUXGA', 'WXGA', 'XGA', '4K UHD', '1080p', '8K', 'SVGA']],
  ['кг', Array.from({ length: 120 }, (_, i) => (i + 1) / 2)],
  ['мес.', [12, 24, 36, 60]],
  ['Вт', Array.from({ length: 60 }, (_, i) => (i + 1) * 10)],
  ['', ['HDMI', 'DisplayPort', 'USB-C', 'HDBaseT', '3G-SDI', 'VGA', 'DVI', 'Dante', 'RS-232', 'LAN']],
]

export const values: Value[] = characteristics.flatMap(([unit, all], characteristic) =>
  all.map((value, i) => ({
    id: characteristic * 1000 + i + 1,
    characteristicId: characteristic + 1,
    number: typeof value === 'number' ? value : null,
    text: `${value} ${unit}`.trim(),
  })),
)

export function readModels(path: string): Model[] {
  return JSON.parse(readFileSync(path, 'utf8')) as Model[]
}

/** As many goods as asked for, of real brands, models and words; each model comes again with other lengths, numbers and colours. */
export function* growGoods(models: readonly Model[], count: number): Generator<Good> {
  const chance = randomOf(1)
  for (let i = 0; i < count; i++) {
    const base = models[i % models.length] as Model
    const round = Math.floor(i / models.length)
    const sku = `${chance.pick(['AV', 'PRJ', 'CBL', 'DSP', 'MX'])}-${10_000 + i}`
    const model =
      round === 0 ? base.model : `${base.model}-${chance.pick(['A', 'B', 'EU', 'PRO', 'X'])}${round}${chance.below(10)}`
    const kind = kinds.find(([pattern]) => pattern.test(`${base.category} ${base.description}`))?.[1] ?? 'Модуль'
    const own = characteristics.map((_, at) => chance.pick(values.filter((value) => value.characteristicId === at + 1)))
    const length = chance.pick(['', '', `, ${own[1]?.text}`, `, ${own[2]?.text}`])
    const name = `${kind} ${base.brand} ${model}, ${base.description.slice(0, 90)}${length}, ${chance.pick(extras)} ${chance.pick(uses)}`
    yield {
      ...{ id: i + 1, sku, skuKey: articleKey(sku), model, modelKey: articleKey(model), name, brand: base.brand },
      ...{
        category: base.category,
        categoryId: 1 + (base.category.length % 20),
        listed: null,
        ordered: chance.below(50),
      },
      values: own.filter(() => chance.chance(0.75)).map(({ id }) => id),
    }
  }
}

const columns = [
  '',
  'Цвет',
  'Длина, м',
  'Яркость, лм',
  'Разрешение',
  'Вес, кг',
  'Гарантия, мес.',
  'Мощность, Вт',
  'Вход',
]

/** A price list of so many goods as CSV, in portions; `prefix`: of their articles, `dearer`: by so many roubles. */
export function* priceList(models: string, size: number, { prefix = '', dearer = 0 } = {}): Generator<string> {
  yield `Артикул;Модель;Наименование;Производитель;Категория;Дилерская цена;Остаток Москва;${columns.slice(1).join(';')}\n`
  const texts = new Map(values.map((value) => [value.id, value]))
  const cell = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')}"`
  for (const good of growGoods(readModels(models), size)) {
    const own = good.values.map((id) => texts.get(id))
    const cells = columns.slice(1).map((_, i) => {
      const value = own.find((one) => one?.characteristicId === i + 1)
      return value?.number !== null && value ? String(value.number).replace('.', ',') : (value?.text ?? '')
    })
    const told = [`${prefix}${good.sku}`, good.model, good.name, good.brand, good.category].map(cell)
    yield `${told.join(';')};${1000 + good.id + dearer};${(good.id + dearer) % 7};${cells.map(cell).join(';')}\n`
  }
}
