import type { Person } from '#playground/telegram/server.ts'
import { type Office, priceList } from './office.ts'
import { saidTo, type Wait, type Waits } from './waits.ts'

/** Lines of a list that is worked at behind its message; up to a thousand the answer writes the number plainly. */
const TEXT_LINES = 401
const FILE_LINES = 500
const MOST_LINES = 999
/** A text of as many lines is as long as Telegram allows. */
const MOST_TEXT_LINES = 480

const isFailure = (text: string) => /Что-то сломалось|Ответ не дошёл|Telegram не отдал файл/.test(text)
const isSetAside = (text: string, what: string) => text.includes(`Не удалось обработать: ${what}`)

/** What was done, to be held against the database. */
export interface Work {
  waits: Waits
  /** Answers that are not true, as sentences. */
  found: string[]
}

/** Sends price lists, and lets them count, until the run is over. */
export async function importsOn({ manager, db }: Office, { waits, found }: Work): Promise<void> {
  for (let round = 1; !waits.isOver(); round++) {
    const name = `price-${round}.csv`
    const roubles = round * 10
    const file = {
      person: manager,
      name,
      isRefusal: (text: string) => isFailure(text) || isSetAside(text, `файл ${name}`),
    }
    const looked = await waits.until(
      { ...file, what: 'look', isAnswer: (text) => text.includes(`${name}: что изменится`) },
      () => manager.sendsFile(name, priceList(roubles)),
    )
    if (looked.outcome !== 'answered') continue
    const look = saidTo(manager).findLast(({ text }) => text.includes(`${name}: что изменится`))
    const taken = await waits.until(
      {
        ...{ person: manager, what: 'import', name },
        isAnswer: (text) => text.includes(`${name} загружен`),
        isRefusal: (text) => isFailure(text) || isSetAside(text, 'нажатие кнопки'),
      },
      () => manager.tapsOn(look?.id ?? 0, 'Загрузить'),
    )
    const { least } = await db
      .selectFrom('prices')
      .select((eb) => eb.fn.min('kopecks').as('least'))
      .executeTakeFirstOrThrow()
    const counts = least === roubles * 100 + 50
    if (taken.outcome === 'answered' && !counts) found.push(`${name} is said to count, and ${least} is the least price`)
    if (taken.outcome === 'refused' && counts) found.push(`${name} counts, and its sender was told that it failed`)
  }
}

const listOf = (lines: number) => Array.from({ length: lines }, (_, i) => `K${i + 1}Z 2`).join('\n')
const tableOf = (lines: number) =>
  new TextEncoder().encode(
    ['Артикул;Количество', ...Array.from({ length: lines }, (_, i) => `K${i + 1}Z;2`)].join('\n'),
  )

/** Sends lists, as files and as texts, until the run is over; `together`: the text while the file is in work. */
export async function ordersOn(dealer: Person, { waits }: Work, together: boolean): Promise<void> {
  const isAdded = (lines: number) => (text: string) => text.includes(`В корзине: ${lines} из ${lines}`)
  const sendsFile = (lines: number) => {
    const name = `list-${lines}.csv`
    return waits.until(
      {
        ...{ person: dealer, what: 'file', name, isAnswer: isAdded(lines) },
        isRefusal: (text) => isFailure(text) || isSetAside(text, `файл ${name}`),
      },
      () => dealer.sendsFile(name, tableOf(lines)),
    )
  }
  const sendsText = (lines: number) =>
    waits.until(
      {
        ...{ person: dealer, what: 'text', name: `${lines} lines`, isAnswer: isAdded(lines) },
        isRefusal: (text) => isFailure(text) || isSetAside(text, 'сообщение'),
      },
      () => dealer.sends(listOf(lines)),
    )
  for (let round = 0; !waits.isOver(); round++) {
    const [inFile, inText] = [FILE_LINES + round, TEXT_LINES + round]
    const file = inFile <= MOST_LINES ? sendsFile(inFile) : undefined
    if (!together) await file
    await Promise.all([file, inText <= MOST_TEXT_LINES ? sendsText(inText) : undefined])
    if (!file) return
  }
}

/** A cart has two pieces of each line of every list that was answered, and of no other. */
export async function auditCarts({ db, dealers }: Office, all: readonly Wait[]): Promise<string[]> {
  const found: string[] = []
  for (const { id } of dealers) {
    const lists = all.filter(({ person, what }) => person.id === id && (what === 'file' || what === 'text'))
    const lengths = lists
      .filter(({ outcome }) => outcome === 'answered')
      .map(({ name }) => Number(/\d+/.exec(name)?.[0]))
    const lines = await db
      .selectFrom('cartLines')
      .innerJoin('carts', 'carts.id', 'cartLines.cartId')
      .innerJoin('products', 'products.id', 'cartLines.productId')
      .select(['products.sku', 'cartLines.quantity'])
      .where('carts.userId', '=', id)
      .execute()
    const quantities = new Map(lines.map(({ sku, quantity }) => [sku, quantity]))
    const there = (i: number) => quantities.get(`K${i}Z`) ?? 0
    const due = (i: number) => 2 * lengths.filter((length) => length >= i).length
    const wrong = Array.from({ length: MOST_LINES }, (_, i) => i + 1).filter((i) => there(i) !== due(i))
    const [i] = wrong
    if (i) found.push(`dealer ${id}: ${there(i)} of K${i}Z in the cart, ${due(i)} by the answers; ${wrong.length} such`)
  }
  return found
}
