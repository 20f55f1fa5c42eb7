import type { Contact } from 'grammy/types'
import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, Question } from '#bot/kit/context.ts'
import { type RefusalWords, refused } from '#bot/kit/refusals.ts'
import { shippingLimits } from '#domain/shipping/limits.ts'
import { firstShipDay } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { changeDraft, type DraftChange } from '#services/shipping/answers.ts'
import type { DraftSheet } from '#services/shipping/draft-sheet.ts'
import { seeDraft } from '#services/shipping/drafts.ts'
import { draftLinesView } from './draft-lines-view.ts'
import { draftView } from './drafts-view.ts'

/** The answer to whatever the draft still lacks; a wrong one is explained and asked again. */
export async function draftField(
  ctx: BotContext,
  { draft: draftId }: About<typeof asked.draftField>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const seen = await seeDraft(ctx.deps, ctx.actor, draftId)
  if (!seen.ok) return refused(ctx, seen, { room: 'shipments' })
  const { missing } = seen.sheet
  if (missing === null || missing === 'method' || missing === 'warehouseId') {
    const view = draftView(ctx.ui, seen.sheet)
    const said = ctx.ui.t(`shipments.tapInstead.${missing ?? 'done'}`)
    return { view: { ...view, text: `${said}\n\n${view.text}` }, next: draftQuestion(seen.sheet) }
  }
  const contact = ctx.message?.contact
  const open = asked.draftField({ draft: draftId })
  if (contact && missing !== 'contactName' && missing !== 'contactPhone')
    return { view: { text: ctx.ui.t('refusals.text_only') }, next: open }
  const wanted = contact ? { shared: shared(contact) } : toChange(missing, typed)
  const changed = await changeDraft(ctx.deps, ctx.actor, draftId, wanted)
  const words = contact
    ? changed.ok || changed.reason !== 'bad_phone'
      ? contact.first_name
      : contact.phone_number
    : typed
  if (!changed.ok) return refused(ctx, changed, draftWords(ctx, words), open)
  return { view: draftView(ctx.ui, changed.sheet), next: draftQuestion(changed.sheet) }
}

/** What is typed while a draft is on the screen answers its open question. */
export function draftQuestion(sheet: DraftSheet): Question {
  return asked.draftField({ draft: sheet.draft.id })
}

function shared({ first_name: first, last_name: last, phone_number: phone, user_id: userId }: Contact) {
  return { name: last ? `${last} ${first}` : first, phone, userId: userId ?? null }
}

type TypedField = 'carrier' | 'terminal' | 'address' | 'shipOn' | 'contactName' | 'contactPhone'

function toChange(field: TypedField, typed: string): DraftChange {
  switch (field) {
    case 'carrier':
      return { carrier: typed }
    case 'terminal':
      return { terminal: typed }
    case 'address':
      return { address: typed }
    case 'shipOn':
      return { shipOn: typed }
    case 'contactName':
      return { contact: typed }
    case 'contactPhone':
      return { contactPhone: typed }
  }
}

/** What refusals of a draft's answers name. */
export function draftWords({ deps }: BotContext, typed: string): RefusalWords {
  const first = formatDay(firstShipDay(deps.clock.now(), deps.settings))
  return {
    room: 'shipments',
    typed: typed.slice(0, 60),
    first,
    example: first,
    hour: shippingLimits.cutOffHour,
    most: shippingLimits.shipAheadDays,
  }
}

/** How many pieces of a line go. */
export async function draftLine(
  ctx: BotContext,
  { draft: draftId, line: lineId }: About<typeof asked.draftLine>,
): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const change = { lineId, quantity: /^\s*\d{1,7}\s*$/.test(typed) ? Number(typed) : -1 }
  const changed = await changeDraft(ctx.deps, ctx.actor, draftId, change)
  if (changed.ok) return { view: draftLinesView(ctx.ui, changed.sheet, 0) }
  const words = await lineWords(ctx, { draftId, lineId, typed })
  return refused(ctx, changed, words, asked.draftLine({ draft: draftId, line: lineId }))
}

/** The words of a refusal of one line's quantity: how many pieces are reserved. */
export async function lineWords(
  ctx: BotContext,
  { draftId, lineId, typed }: { draftId: number; lineId: number; typed: string },
): Promise<RefusalWords> {
  const seen = await seeDraft(ctx.deps, ctx.actor, draftId)
  const line = seen.ok ? seen.sheet.lines.find((one) => one.lineId === lineId) : undefined
  return { ...draftWords(ctx, typed), most: line?.reserved ?? 0 }
}
