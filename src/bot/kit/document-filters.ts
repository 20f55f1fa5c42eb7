import { limits } from '#domain/limits.ts'
import { localTime } from '#domain/time.ts'
import type { Ui } from './context.ts'
import { button, paired, type Row } from './layout.ts'

/** What is shown of a list of documents: a state by its number, a month as 202611; 0: all. */
export interface DocumentFilter {
  state: number
  month: number
}

/** How documents of one kind are told apart. */
export interface DocumentKind<Document> {
  /** The states by their numbers from 1: the key of the label, and the documents in it. */
  states: readonly { label: string; has(document: Document): boolean }[]
  monthOf(document: Document): number
}

/** `202611` */
export function monthAt(at: number, timeZone: string): number {
  return monthOf(localTime(at, timeZone).day)
}

/** Of a day as 2026-11-27. */
export function monthOf(day: string): number {
  return Number(day.slice(0, 7).replace('-', ''))
}

export function filtered<Document>(
  documents: readonly Document[],
  kind: DocumentKind<Document>,
  { state, month }: DocumentFilter,
): Document[] {
  const chosen = kind.states[state - 1]
  return documents.filter((one) => (!chosen || chosen.has(one)) && (month === 0 || kind.monthOf(one) === month))
}

/** Buttons of states with their counts, and of the month; none where all documents fit on one page. */
export function filterButtons<Document>(
  ui: Ui,
  documents: readonly Document[],
  kind: DocumentKind<Document>,
  { chosen, data, months }: { chosen: DocumentFilter; data: (filter: DocumentFilter) => string; months: string },
): Row[] {
  if (documents.length <= limits.pageSize) return []
  const tick = (isChosen: boolean) => (isChosen ? '✓ ' : '')
  const states = kind.states.flatMap(({ label }, i) => {
    const state = i + 1
    const count = filtered(documents, kind, { state, month: chosen.month }).length
    const next = chosen.state === state ? 0 : state
    return count === 0 && next !== 0
      ? []
      : [button(`${tick(next === 0)}${ui.label(label, { count })}`, data({ ...chosen, state: next }))]
  })
  const month = chosen.month === 0 ? ui.label('common.month') : monthName(chosen.month)
  return inRows([...states, button(`${tick(chosen.month !== 0)}📅 ${month}`, months)])
}

/** Two in a row, however long: their words are short in both languages. */
const inRows = (buttons: Row): Row[] =>
  Array.from({ length: Math.ceil(buttons.length / 2) }, (_, at) => buttons.slice(at * 2, at * 2 + 2))

const MONTHS = 12

/** The newest months in which there are documents, with their counts, and all of them. */
export function monthRows<Document>(
  ui: Ui,
  documents: readonly Document[],
  kind: DocumentKind<Document>,
  data: (month: number) => string,
): Row[] {
  const byMonth = Map.groupBy(documents, (one) => kind.monthOf(one))
  const months = [...byMonth].sort(([a], [b]) => b - a).slice(0, MONTHS)
  return [
    [button(ui.label('common.anyMonth', { count: documents.length }), data(0))],
    ...paired(months.map(([month, all]) => button(`${monthName(month)} · ${all.length}`, data(month)))),
  ]
}

/** `11.2026` */
function monthName(month: number): string {
  return `${String(month % 100).padStart(2, '0')}.${Math.floor(month / 100)}`
}
