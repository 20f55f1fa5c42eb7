import { utils, type WorkBook, write } from '@e965/xlsx'
import { expect } from 'vitest'
import type { OrderDraft } from '#exchange/orders/draft.ts'
import { draftOfText } from '#exchange/orders/draft.ts'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { answerColumn, readList } from '#services/orders/pasted-order-reading.ts'
import { type PastedOrderSheet, seePastedOrder } from '#services/orders/pasted-order-sheet.ts'
import { shop } from '../../support/shop.ts'

/** The catalog of these tests: articles, models, names, and what the distributor calls them himself. */
const priceList = `Артикул;Модель;Наименование;Категория;Производитель;Дилерская цена, руб.;Остаток Москва
PT-700;PT700WU;Проектор лазерный Panasonic 7000 лм;Проекторы;Panasonic;450000,00;12
MX-44;MX44T;Матричный коммутатор Kramer 4x4;Коммутаторы;Kramer;98000,00;7
W-15;W15UTP;Кабель витая пара для передатчиков;Кабели;Kramer;1500,00;900
SP-8;SP8C;Акустическая система потолочная;Акустика;Apart;7900,00;60
1007;BR1007;Кронштейн настенный стальной;Крепления;Wize;3100,00;44
`

/** What became of a list: taken as `article × count`, questions as they stand, and the question which column counts. */
export interface Outcome {
  taken: string[]
  open: string[]
  asked: string[]
  unordered: number
  around: number
  refused: string
  sheet: PastedOrderSheet | null
}

const nothing: Outcome = { taken: [], open: [], asked: [], unordered: 0, around: 0, refused: '', sheet: null }

/** A shop whose dealer sends files and texts. */
export async function orderDesk() {
  const given = await shop()
  const { deps } = given
  const read = await importCatalog(deps, null, { name: 'price.csv', bytes: new TextEncoder().encode(priceList) })
  expect(read.ok).toBe(true)
  const dealer = await given.dealer()
  let messages = 0
  const take = async (draft: OrderDraft, isText: boolean): Promise<Outcome> => {
    const id = ++messages
    const list = await readList(deps, dealer, { draft, isText, name: '', updateId: id, messageId: id })
    return list.ok ? see(list.orderId) : { ...nothing, refused: list.reason }
  }
  const see = async (orderId: number): Promise<Outcome> => {
    const seen = await seePastedOrder(deps, dealer, orderId)
    return seen.ok ? outcomeOf(seen.sheet) : { ...nothing, refused: seen.reason }
  }
  return {
    ...given,
    dealer,
    types: (text: string) => take(draftOfText(text), true),
    async sends(bytes: Uint8Array): Promise<Outcome> {
      const file = await readPastedOrderTable(bytes)
      return file.ok ? take(file.draft, false) : { ...nothing, refused: `${file.reason} ${file.detail}`.trim() }
    },
    async answers({ sheet }: Outcome, column: number | null): Promise<Outcome> {
      const { order, question } = sheet ?? {}
      const answered = await answerColumn(deps, dealer, {
        orderId: order?.id ?? 0,
        table: question?.table ?? 0,
        column,
      })
      return answered.ok ? outcomeOf(answered.sheet) : { ...nothing, refused: answered.reason }
    },
  }
}

function outcomeOf(sheet: PastedOrderSheet): Outcome {
  return {
    taken: sheet.taken.map(({ sku, quantity }) => `${sku} × ${quantity}`).sort(),
    open: sheet.open.map(({ text, outcome }) => `${outcome}: ${text}`),
    asked: (sheet.question?.columns ?? []).map(({ at, title, samples }) => `${at} ${title}: ${samples.join(', ')}`),
    unordered: sheet.order.unordered,
    around: sheet.order.around,
    refused: '',
    sheet,
  }
}

/** A workbook of named sheets. */
export function bookOf(sheets: Record<string, unknown[][]>, change?: (book: WorkBook) => void): Uint8Array {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  change?.(book)
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

export const sheetOf = (rows: unknown[][]) => bookOf({ Лист1: rows })
export const csvOf = (text: string) => new TextEncoder().encode(text)
