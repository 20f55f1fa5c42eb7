import { models } from './arguments.ts'
import { besideScreens } from './beside-screens.ts'
import { growGoods, readModels } from './search-goods.ts'

const LINES = 2000

const goods = [...growGoods(readModels(models), LINES)]
const swapped = (text: string) => text.replace(/(\p{L})(\p{L})(?=\p{L}{2})/gu, '$2$1')
const nonsense = (i: number) =>
  Array.from({ length: 30 }, (_, k) => ((i * 7919 + k * 104_729) ** 2 % 1e9).toString(36))
    .join(' ')
    .slice(0, 290)
const files: [name: string, list: string][] = [
  ['words', goods.map(({ name }, i) => `${name} - ${(i % 9) + 1} шт`).join('\n')],
  ['typos', goods.map(({ name }, i) => `${swapped(name)} - ${(i % 9) + 1} шт`).join('\n')],
  ['nonsense', goods.map((_, i) => `${nonsense(i)} - 5 шт`).join('\n')],
  [
    'table',
    [
      'Артикул;Наименование;Цена;Заказ, шт',
      ...goods.map(({ sku, name }, i) => `${sku};${name};${i},50;${(i % 9) + 1}`),
    ].join('\n'),
  ],
  ['backtracking', Array.from({ length: LINES }, () => `a${': '.repeat(140)}9999999!`).join('\n')],
]

await besideScreens(files.map(([name, list]) => ({ name: `${name}.csv`, bytes: new TextEncoder().encode(list) })))
