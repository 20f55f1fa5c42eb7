import type { InlineKeyboardButton } from 'grammy/types'
import { isDecision, more } from './callback-data.ts'
import type { View } from './context.ts'
import { to } from './routes.ts'

/**
 * «Назад» carries the way one came: `<invoice:42<reserves` leads to the invoice, whose own «Назад» leads to the
 * reserves. The way lies in the message, so that it survives restarts and needs nothing of the process.
 */
const MARK = '<'
const MOST_BYTES = 64
/** Of a screen's own way: its help text and its questions put the screen itself before it. */
const OWN_BYTES = 46

/** Screens that a decision uses up: a cart that has become an invoice, a question that is answered. */
const usedUp: ReadonlySet<string> = new Set([
  to.cart.name,
  to.draft.name,
  to.quantity.name,
  to.registration.name,
  to.extension.name,
  to.claimCard.name,
  to.offeredList.name,
  to.pastedLine.name,
  to.confirmPayment.name,
  to.recordPayment.name,
  to.refuse.name,
  to.refuseClaim.name,
  to.refuseExtension.name,
  to.handOver.name,
  to.dismiss.name,
  to.staffRole.name,
])

const routes = new Map(Object.values(to).map((route) => [route.name, route]))
const nameOf = (data: string) => data.split(':', 1)[0] ?? ''

/** The screen that a button leads to, whatever is shown of its list: `invoices:2` and `invoices` are one. */
function placeOf(data: string): string {
  const route = routes.get(nameOf(data))
  const found = route?.pattern.exec(data)
  if (!route || !found) return data
  return `${route.name}:${JSON.stringify({ ...route.args(found), page: 0, state: 0, month: 0 })}`
}

/** The screens of a way, the nearest first: a plain button leads to one. */
export function wayOf(data: string): string[] {
  return data.startsWith(MARK) ? data.slice(1).split(MARK) : [data]
}

/** The data of a button that leads back along a way; the farthest screens are left out where they don't fit. */
export function wayData(way: readonly string[], most = MOST_BYTES): string {
  const [nearest = '', ...others] = way
  let data = `${MARK}${nearest}`
  for (const screen of others) {
    if (Buffer.byteLength(data) + Buffer.byteLength(screen) + 1 > most) break
    data += `${MARK}${screen}`
  }
  return data === `${MARK}${nearest}` ? nearest : data
}

/** The screen whose button was pressed, as its last row tells. */
interface PressedScreen {
  /** The button data of the screen itself. */
  self: string
  /** Its own way back, the nearest first. */
  way: string[]
  pressed: string
}

const dataOf = (button: InlineKeyboardButton | undefined) =>
  button && 'callback_data' in button ? button.callback_data : undefined

/** The button data of a screen and of its «Назад»; null if it is no screen with both levels of hints. */
function lastRow(buttons: Buttons): { self: string; back?: string } | null {
  const row = buttons.at(-1) ?? []
  const self = more.pattern.exec(dataOf(row.at(-1)) ?? '')?.[2]
  if (self === undefined) return null
  const back = row.length > 1 ? dataOf(row[0]) : undefined
  return back === undefined ? { self } : { self, back }
}

type Buttons = readonly (readonly InlineKeyboardButton[])[]

/** True if this button of a message is its «Назад». */
export function isWayBack(data: string, buttons: Buttons = []): boolean {
  return data.startsWith(MARK) || lastRow(buttons)?.back === data
}

/** The screen of a pressed button; null for any other message. Those of the first screen are the menu's own. */
export function pressedScreen(pressed: string, buttons: Buttons = []): PressedScreen | null {
  if (pressed.startsWith('main/')) return { self: to.start.data(), way: [], pressed }
  const last = lastRow(buttons)
  return last && { self: last.self, way: last.back === undefined ? [] : wayOf(last.back), pressed }
}

/** A screen whose «Назад» leads to where the person came from; without a known way, to where it always leads. */
export function withWayBack(view: View, from: PressedScreen | null, cameBack: readonly string[] | null): View {
  const { buttons = [] } = view
  const row = buttons.at(-1) ?? []
  const own = lastRow(buttons)
  if (!own) return from ? leadingTo(view, row, from) : view
  const way = own.back === undefined ? [] : wayTo(own.self, from, cameBack)
  if (way.length === 0) return view
  const [back, ...others] = row
  const changed = { ...back, callback_data: wayData(way, OWN_BYTES) } as InlineKeyboardButton
  return { ...view, buttons: [...buttons.slice(0, -1), [changed, ...others]] }
}

function wayTo(self: string, from: PressedScreen | null, cameBack: readonly string[] | null): string[] {
  if (cameBack) return [...cameBack]
  if (!from) return []
  const place = placeOf(self)
  if (placeOf(from.self) === place) return from.way
  const met = from.way.findIndex((screen) => placeOf(screen) === place)
  if (met >= 0) return from.way.slice(met + 1)
  return isDecision(from.pressed) && usedUp.has(nameOf(from.self)) ? from.way : [from.self, ...from.way]
}

/** A question or a help text has no place of its own: its button to the screen before keeps that screen's way. */
function leadingTo(view: View, row: readonly InlineKeyboardButton[], { self, way }: PressedScreen): View {
  if (way.length === 0) return view
  const changed = row.map((one) => (dataOf(one) === self ? { ...one, callback_data: wayData([self, ...way]) } : one))
  return { ...view, buttons: [...(view.buttons ?? []).slice(0, -1), changed as InlineKeyboardButton[]] }
}
