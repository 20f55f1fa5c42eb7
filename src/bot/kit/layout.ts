import type { InlineKeyboardButton } from 'grammy/types'
import type { HintedScreen } from '#domain/people/hints.ts'
import { preparedReasons, type Reason } from '#domain/reasons.ts'
import { more } from './callback-data.ts'
import type { Ui, View } from './context.ts'
import { duration } from './format.ts'

export type Row = InlineKeyboardButton[]

export interface Parts {
  id: HintedScreen
  /** The reader's place: HTML. */
  title: string
  /** Lines of HTML; an empty one separates paragraphs. */
  body?: string[]
  rows?: Row[]
  /** The button data of this very screen: the help article leads back to it. */
  self: string
  /** The button data of «Назад»; none on a first screen. */
  back?: string
}

/** Every screen: first line with the reader's place, the mini-hint, the content, the buttons, and the last row. */
export function screen(ui: Ui, { id, title, body = [], rows = [], self, back }: Parts): View {
  const last = [
    ...(back ? [button(ui.label('common.back'), back)] : []),
    button(ui.label('common.more'), more.data(id, self)),
  ]
  return { text: [`<b>${title}</b>`, ...miniHint(ui, id), ...body].join('\n'), buttons: [...rows, last] }
}

/**
 * Asks once before something that can't be taken back: `yes` states the consequence in its words, `body` what else
 * follows.
 */
export function askOnce(ui: Ui, { yes, ...parts }: Omit<Parts, 'id' | 'rows'> & { yes: InlineKeyboardButton }): View {
  return screen(ui, { ...parts, id: 'confirm', rows: [[yes]] })
}

/** Asks why something is refused: prepared reasons by a tap, others typed, none by «Без причины». */
export function askReason(
  ui: Ui,
  { about, refuse, ...parts }: Omit<Parts, 'id' | 'rows'> & { about: string; refuse: (reason: number) => string },
): View {
  const prepared = preparedReasons.map((reason) => [button(ui.label(`reasons.${about}.${reason}`), refuse(reason))])
  return screen(ui, { ...parts, id: 'reason', rows: [...prepared, [button(ui.label('reasons.none'), refuse(0))]] })
}

/** `Причина: …`; nothing where none was given. */
export function reasonLine(ui: Ui, about: string, reason: Reason | undefined): string[] {
  const prepared = `reasons.${about}.${reason?.prepared}`
  const why = reason?.prepared && ui.has(prepared) ? ui.label(prepared) : (reason?.text ?? '')
  return why === '' ? [] : [ui.t('reasons.line', { why })]
}

/** The mini-hint as a line of HTML; none if the person has switched hints off. */
export function miniHint(ui: Ui, id: HintedScreen): string[] {
  return ui.hints ? [`<blockquote>${ui.t(`hints.${id}`, hintValues(ui))}</blockquote>`] : []
}

/** The values that hints and help articles may name. */
export function hintValues(ui: Ui): { seller: string; reserve: string } {
  return { seller: ui.seller.shortName, reserve: duration(ui, ui.reserveForMs) }
}

/** A screen fits a phone with this many rows. */
const MOST_ROWS = 8

/** A screen with more rows above its last one; in a full screen each joins the last lone button that is as short. */
export function withRows(view: View, rows: readonly Row[]): View {
  const { buttons = [] } = view
  const content = buttons.slice(0, -1)
  for (const row of rows) {
    const lone = content.findLastIndex((one) => one.length === 1 && isShort(one))
    if (content.length + 1 < MOST_ROWS || lone < 1 || row.length !== 1 || !isShort(row)) content.push(row)
    else content[lone] = [...(content[lone] ?? []), ...row]
  }
  return { ...view, buttons: [...content, ...buttons.slice(-1)] }
}

const isShort = (row: Row) => row.every(({ text }) => text.length <= SHORT)

export function button(text: string, data: string): InlineKeyboardButton {
  return { text, callback_data: data }
}

/** The next step of a screen: blue, and the first of its buttons. */
export function primary(text: string, data: string): InlineKeyboardButton {
  return { ...button(text, data), style: 'primary' }
}

/** Takes something away: red, and the last of its buttons. */
export function danger(text: string, data: string): InlineKeyboardButton {
  return { ...button(text, data), style: 'danger' }
}

/** Puts a text of 1–256 letters on the clipboard; a longer one is cut. */
export function copying(text: string, copied: string): Extract<InlineKeyboardButton, { copy_text: unknown }> {
  return { text, copy_text: { text: [...copied].slice(0, 256).join('') } }
}

/** Two buttons of this many letters fit side by side on the narrowest phone. */
const SHORT = 16
/** Numbers are short: this many in a row. */
const NUMBERS = 3

/**
 * Buttons of the numbered lines of a list: number and model, two in a row; the numbers alone where a model is long, so
 * that none is cut.
 */
export function numbered<Item>(
  items: readonly Item[],
  first: number,
  name: (item: Item) => string,
  data: (item: Item) => string,
  mark: (item: Item) => string = () => '',
): Row[] {
  const named = items.map((item, i) => button(`${mark(item)}${first + i} · ${name(item)}`, data(item)))
  if (named.every(({ text }) => text.length <= SHORT)) return paired(named)
  const bare = items.map((item, i) => button(`${mark(item)}${first + i}`, data(item)))
  return Array.from({ length: Math.ceil(bare.length / NUMBERS) }, (_, at) =>
    bare.slice(at * NUMBERS, (at + 1) * NUMBERS),
  )
}

/** Buttons in rows: two together when both are short. */
export function paired(buttons: readonly InlineKeyboardButton[]): Row[] {
  const rows: Row[] = []
  for (const next of buttons) {
    const last = rows.at(-1)
    const [first] = last ?? []
    if (last?.length === 1 && first && first.text.length <= SHORT && next.text.length <= SHORT) last.push(next)
    else rows.push([next])
  }
  return rows
}

/** `[‹] [2 / 7] [›]`; with `ask`, a tap on the number asks for a page. */
export function pager(page: number, pages: number, data: (page: number) => string, ask?: string): Row[] {
  if (pages <= 1) return []
  const previous = data(page > 0 ? page - 1 : pages - 1)
  const next = data(page < pages - 1 ? page + 1 : 0)
  return [[button('‹', previous), button(`${page + 1} / ${pages}`, ask ?? data(page)), button('›', next)]]
}

export interface Page<Item> {
  items: readonly Item[]
  page: number
  pages: number
}

/** A page of a list; one beyond the last is the last. */
export function pageOf<Item>(list: readonly Item[], page: number, size: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(list.length / size))
  const shown = Math.min(Math.max(0, page), pages - 1)
  return { items: list.slice(shown * size, (shown + 1) * size), page: shown, pages }
}
