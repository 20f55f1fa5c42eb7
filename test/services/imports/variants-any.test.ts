import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../support/databases.ts'
import { problems, take } from './imports.ts'

const xml = (inside: string) => `<КоммерческаяИнформация>${inside}</КоммерческаяИнформация>`
const catalog =
  xml(`<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары><Товар><Ид>g</Ид><Артикул>KRON-1</Артикул>
  <Наименование>Кронштейн</Наименование></Товар></Товары></Каталог>`)
const letters = ['a', 'b', 'c', 'd'] as const
type Letter = (typeof letters)[number]
type What = 'name' | 'price' | 'stock' | 'deleted'
interface Package {
  isWhole: boolean | null
  offers: { letter: Letter; what: What[] }[]
}

/** Prices and stock that tell whose they are: hundreds are the letter, the rest counts packages. */
const numberOf = (letter: Letter, step: number) => (letters.indexOf(letter) + 1) * 100 + step
const letterOf = (number: number) => letters[Math.floor(number / 100) - 1]

function packageOf({ isWhole, offers }: Package, step: number): string {
  const attribute = isWhole === null ? '' : ` СодержитТолькоИзменения="${isWhole ? 'false' : 'true'}"`
  const inside = offers.map(({ letter, what }) => {
    const number = numberOf(letter, step)
    const parts = [
      what.includes('deleted') ? '<ПометкаУдаления>true</ПометкаУдаления>' : '',
      what.includes('name') ? `<Наименование>Кронштейн (${letter})</Наименование>` : '',
      what.includes('price')
        ? `<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>${number}</ЦенаЗаЕдиницу></Цена></Цены>`
        : '',
      what.includes('stock') ? `<Склад ИдСклада="w" КоличествоНаСкладе="${number}"/>` : '',
    ]
    return `<Предложение><Ид>g#${letter}</Ид>${parts.join('')}</Предложение>`
  })
  return xml(
    `<ПакетПредложений${attribute}><ИдКаталога>c</ИдКаталога><Предложения>${inside.join('')}</Предложения></ПакетПредложений>`,
  )
}

test('whatever packages come, nobody sees one variant’s price with another’s stock, or one variant twice', async () => {
  const what = fc.subarray<What>(['name', 'price', 'stock'], { minLength: 1 })
  const offer = fc.record({
    letter: fc.constantFrom(...letters),
    what: fc.oneof({ weight: 5, arbitrary: what }, { weight: 1, arbitrary: fc.constant<What[]>(['name', 'deleted']) }),
  })
  const offers = fc.uniqueArray(offer, { selector: ({ letter }) => letter, minLength: 1, maxLength: 3 })
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ isWhole: fc.constantFrom(true, false, null), offers }) },
    { weight: 1, arbitrary: fc.constant('catalog' as const) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
      const { db, close } = await openTestDatabase('sqlite')
      const deps = { db, clock: { now: () => 1_800_000_000_000 } }
      await take(deps, catalog)
      const variantOf = new Map<number, Letter>()
      for (const [at, one] of steps.entries()) {
        await take(deps, one === 'catalog' ? catalog : packageOf(one, at))
        const { rows } = await sql<{
          id: number
          kopecks: number | null
          onHand: number | null
          hiddenAt: number | null
        }>`
          select products.id, kopecks, on_hand, hidden_at from products left join prices on prices.product_id = products.id
          left join stock on stock.product_id = products.id`.execute(db)
        const shown = new Map<number, Letter>()
        for (const { id, kopecks, onHand, hiddenAt } of rows) {
          const told = [kopecks === null ? undefined : letterOf(kopecks / 100), onHand ? letterOf(onHand) : undefined]
          for (const letter of told.filter((text) => text !== undefined)) {
            // A product is one variant for ever: carts and reservations hold on to it.
            expect(variantOf.get(id) ?? letter).toBe(letter)
            variantOf.set(id, letter)
          }
          const letter = variantOf.get(id)
          if (letter && hiddenAt === null) shown.set(id, letter)
        }
        const seen = [...shown.values()]
        expect(seen).toEqual([...new Set(seen)])
        expect(await problems(db)).toEqual([])
      }
      await close()
    }),
    { numRuns: Number(process.env.RUNS ?? 60) },
  )
})
