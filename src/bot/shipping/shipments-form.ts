import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext, Question } from '#bot/kit/context.ts'
import { limits } from '#domain/limits.ts'
import { firstShipDay } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { type ChangeDraft, changeDraft, type DraftChange } from '#services/shipping/answers.ts'
import { type DraftSheet, seeDraft } from '#services/shipping/drafts.ts'
import type { FileShipment } from '#services/shipping/filing.ts'
import { moveRequest } from '#services/shipping/moves.ts'
import { seeShipment } from '#services/shipping/shipments.ts'
import { draftLinesView, draftView, termsText } from './shipment-form-view.ts'
import { shipmentView } from './shipments-view.ts'

/** The answer to whatever the draft still lacks; a wrong one is explained and asked again. */
export async function draftField(ctx: BotContext, [draftId]: (number | null)[]): Promise<Answer> {
  const typed = ctx.message?.text ?? ''
  const seen = await seeDraft(ctx.deps, ctx.actor, draftId ?? 0)
  if (!seen.ok)
    return { view: { text: ctx.ui.t(seen.reason === 'filed' ? 'shipments.refusal.filed' : 'refusals.not_found') } }
  const { missing } = seen.sheet
  if (missing === null || missing === 'method' || missing === 'warehouseId')
    return { view: draftView(ctx.ui, seen.sheet), next: draftQuestion(seen.sheet) }
  const changed = await changeDraft(ctx.deps, ctx.actor, draftId ?? 0, toChange(missing, typed))
  if (!changed.ok)
    return {
      view: { text: refusalText(ctx, changed.reason, typed) },
      next: { name: 'draftField', args: [draftId ?? 0] },
    }
  return { view: draftView(ctx.ui, changed.sheet), next: draftQuestion(changed.sheet) }
}

/** What is typed while a draft is on the screen answers its open question. */
export function draftQuestion(sheet: DraftSheet): Question {
  return { name: 'draftField', args: [sheet.draft.id] }
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

type Refused<Result> = Extract<Result, { ok: false; reason: string }>['reason']

export function refusalText(
  ctx: BotContext,
  reason: Refused<ChangeDraft> | Refused<FileShipment>,
  typed: string,
): string {
  if (reason === 'not_found' || reason === 'forbidden') return ctx.ui.t(`refusals.${reason}`)
  const first = formatDay(firstShipDay(ctx.deps.clock.now(), ctx.deps.settings.timeZone))
  return ctx.ui.t(`shipments.refusal.${reason}`, {
    typed: typed.slice(0, 60),
    first,
    hour: limits.cutOffHour,
    most: limits.shipAheadDays,
  })
}

/** How many pieces of a line go. */
export async function draftLine(ctx: BotContext, [draftId, lineId]: (number | null)[]): Promise<Answer> {
  const typed = ctx.message?.text ?? ''
  const change = { lineId: lineId ?? 0, quantity: /^\s*\d{1,7}\s*$/.test(typed) ? Number(typed) : -1 }
  const changed = await changeDraft(ctx.deps, ctx.actor, draftId ?? 0, change)
  if (changed.ok) return { view: draftLinesView(ctx.ui, changed.sheet, 0) }
  return {
    view: { text: refusalText(ctx, changed.reason, typed) },
    next: { name: 'draftLine', args: [draftId ?? 0, lineId ?? 0] },
  }
}

/** Why a manager refuses a request. */
export async function refusalReason(ctx: BotContext, [shipmentId]: (number | null)[]): Promise<Answer> {
  const reason = (ctx.message?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)
  const moved = await moveRequest(ctx.deps, ctx.actor, shipmentId ?? 0, 'refused', reason)
  if (!moved.ok) {
    const known = moved.reason === 'too_late' || moved.reason === 'reserve_ended'
    if ('invoice' in moved) return { view: { text: termsText(ctx.ui, moved.reason, moved.invoice) } }
    return { view: { text: ctx.ui.t(`${known ? 'shipments.refusal' : 'refusals'}.${moved.reason}`) } }
  }
  const seen = await seeShipment(ctx.deps, ctx.actor, moved.shipment.id)
  return {
    view: seen.ok
      ? shipmentView(ctx.ui, seen.sheet, { manager: true, mayOrder: false })
      : { text: ctx.ui.t('refusals.not_found') },
  }
}
