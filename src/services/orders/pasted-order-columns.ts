import { type CountColumn, readColumns } from '#exchange/orders/counts.ts'
import type { OrderDraft } from '#exchange/orders/draft.ts'
import type { OrderLine } from '#exchange/orders/pasted-order.ts'
import {
  articleCells,
  planTable,
  readLines,
  type TablePlan,
  uncountedLines,
} from '#exchange/orders/pasted-order-columns.ts'
import type { OrderTable } from '#exchange/orders/tables.ts'
import { asideLines } from '#exchange/orders/typed-rows.ts'
import { inSlices } from '#runtime/slices.ts'
import { goodsNamed, knownGoods, wholeKeys } from '#services/catalog/product-codes.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** A list as it came, with the answers so far: which column of which table is the count. */
export interface PendingList {
  draft: OrderDraft
  /** Typed or pasted: a row without any count means one piece. */
  isText: boolean
  /** By the numbers of tables; `NONE`: the table orders nothing. */
  answers: Readonly<Record<number, number>>
}

/** The question which of these columns of a table is the count. */
export interface ColumnQuestion {
  table: number
  sheet: string
  columns: { at: number; title: string; samples: string[] }[]
}

/** A saved list while its question is open. */
export interface AskedList extends PendingList {
  question: ColumnQuestion
}

export type ResolvedList =
  | { kind: 'lines'; lines: OrderLine[]; unordered: number }
  | { kind: 'ask'; question: ColumnQuestion }
  | { kind: 'no_count' }

/** The answer that no column is the count. */
export const NONE = -1

const SAMPLES = 3
const COLUMNS_ASKED = 6

/** The order of a list, or the one question that has to be answered first. */
export async function resolveList(deps: Deps, { draft, isText, answers }: PendingList): Promise<ResolvedList> {
  const { tables } = draft
  const breathe = deps.foreground.slices()
  for (const table of tables) await inSlices(readColumns(table), breathe)
  const isKnown = await knownCells(deps, tables, breathe)
  const plans: TablePlan[] = []
  for (const table of tables) {
    plans.push(planTable(table, isKnown))
    await breathe()
  }
  const hasGoods = plans.some(({ key }, at) => key !== null && !tables[at]?.isAside)
  const lines: OrderLine[] = [...draft.lines]
  let unordered = draft.unordered
  let uncounted = 0
  for (const [at, table] of tables.entries()) {
    const plan = plans[at] as TablePlan
    // If another sheet has goods, one without any is a letter or requisites.
    if (table.isAside || (hasGoods && plan.key === null && table.titles.length === 0)) {
      lines.push(...(await inSlices(asideLines(table), breathe)))
      continue
    }
    const count = answered(plan.count, answers[at] ?? answerOfSame(tables, answers, table))
    if (count.kind === 'ask') return { kind: 'ask', question: questionOf(table, at, count.columns) }
    if (count.kind === 'sure' || (isText && table.titles.length === 0 && plan.count.kind === 'none')) {
      const read =
        count.kind === 'sure'
          ? await inSlices(readLines(table, plan, count.at), breathe)
          : { lines: await inSlices(uncountedLines(table, plan), breathe), unordered: 0 }
      lines.push(...read.lines)
      unordered += read.unordered
      continue
    }
    const typed = await inSlices(readLines(table, plan, null), breathe)
    lines.push(...typed.lines)
    uncounted += typed.unordered
  }
  if (lines.length === 0 && uncounted > 0 && unordered === 0) return { kind: 'no_count' }
  return { kind: 'lines', lines, unordered: unordered + uncounted }
}

/** Finds the cells of tables that name goods. */
async function knownCells(
  deps: Deps,
  tables: readonly OrderTable[],
  breathe: () => Promise<void>,
): Promise<(cell: string) => boolean> {
  const cells = new Set<string>()
  const keys = new Set<string>()
  for (const table of tables) {
    for (const cell of articleCells(table)) {
      if (cells.has(cell)) continue
      cells.add(cell)
      for (const key of wholeKeys(cell)) keys.add(key)
      await breathe()
    }
  }
  const known = await knownGoods(deps, keys, breathe)
  const named = new Set<string>()
  for (const cell of cells) {
    if (goodsNamed(known, cell).length > 0) named.add(cell)
    await breathe()
  }
  return (cell) => named.has(cell)
}

function answered(count: CountColumn, answer: number | undefined): CountColumn {
  if (count.kind !== 'ask' || answer === undefined) return count
  if (answer === NONE) return { kind: 'none' }
  return count.columns.includes(answer) ? { kind: 'sure', at: answer } : count
}

/** The answer for a table of the same form: such sheets are asked about once. */
function answerOfSame(tables: readonly OrderTable[], answers: PendingList['answers'], table: OrderTable) {
  const titles = table.titles.join('|')
  const same = Object.keys(answers).find((at) => titles !== '' && tables[Number(at)]?.titles.join('|') === titles)
  return same === undefined ? undefined : answers[Number(same)]
}

function questionOf(table: OrderTable, at: number, columns: readonly number[]): ColumnQuestion {
  return {
    table: at,
    sheet: table.sheet,
    columns: columns.slice(0, COLUMNS_ASKED).map((column) => ({
      at: column,
      title: table.titles[column]?.trim() ?? '',
      samples: table.rows
        .map(({ cells }) => (cells[column] ?? '').trim())
        .filter((cell) => cell !== '')
        .slice(0, SAMPLES),
    })),
  }
}
