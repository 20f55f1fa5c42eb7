import { Composer } from 'grammy'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Refusal } from '#domain/result.ts'
import { methods, placeFields } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { type ChangeDraft, changeDraft, type DraftChange } from '#services/shipping/answers.ts'
import type { DraftSheet } from '#services/shipping/draft-sheet.ts'
import { type StartShipment, seeDraft, startAgain, startShipment } from '#services/shipping/drafts.ts'
import { fileShipment } from '#services/shipping/filing.ts'
import { draftLinesView, draftLineView } from './draft-lines-view.ts'
import { draftQuestion, draftWords, lineWords } from './drafts-form.ts'
import { draftView } from './drafts-view.ts'
import { showShipment } from './shipments.ts'
import { termsRefusalView } from './terms-view.ts'

export const drafts = new Composer<BotContext>()

/** Shows the draft; what is typed next answers its open question. */
async function showDraft(ctx: BotContext, sheet: DraftSheet): Promise<void> {
  if (sheet.missing === null) return ctx.show(draftView(ctx.ui, sheet))
  await ctx.ask(draftView(ctx.ui, sheet), draftQuestion(sheet))
}

drafts.callbackQuery(to.shipmentStart.pattern, async (ctx) => {
  await begun(ctx, await startShipment(ctx.deps, ctx.actor, to.shipmentStart.args(ctx.match).invoice))
})
drafts.callbackQuery(decide.fileAgain.pattern, async (ctx) => {
  await begun(ctx, await startAgain(ctx.deps, ctx.actor, decide.fileAgain.args(ctx.match).shipment))
})

async function begun(ctx: BotContext, started: StartShipment): Promise<void> {
  if (started.ok) return showDraft(ctx, started.sheet)
  if ('invoice' in started) return ctx.show(termsRefusalView(ctx.ui, started.reason, started.invoice))
  await ctx.refuse(started, { room: 'shipments' })
}

async function withDraft(ctx: BotContext, id: number, then: (sheet: DraftSheet) => Promise<void>): Promise<void> {
  const seen = await seeDraft(ctx.deps, ctx.actor, id)
  if (seen.ok) return then(seen.sheet)
  await ctx.refuse(seen, { room: 'shipments' })
}

drafts.callbackQuery(to.draft.pattern, (ctx) =>
  withDraft(ctx, to.draft.args(ctx.match).draft, (sheet) => showDraft(ctx, sheet)),
)
drafts.callbackQuery(to.draftLines.pattern, (ctx) => {
  const { draft: id, page } = to.draftLines.args(ctx.match)
  return withDraft(ctx, id, (sheet) => ctx.show(draftLinesView(ctx.ui, sheet, page)))
})
drafts.callbackQuery(to.draftLine.pattern, (ctx) => {
  const { draft: id, line: lineId } = to.draftLine.args(ctx.match)
  const question = asked.draftLine({ draft: id, line: lineId })
  return withDraft(ctx, id, (sheet) => ctx.ask(draftLineView(ctx.ui, sheet, lineId), question))
})

async function change(ctx: BotContext, draftId: number, wanted: DraftChange, typed = ''): Promise<void> {
  const changed: ChangeDraft = await changeDraft(ctx.deps, ctx.actor, draftId, wanted)
  if (!changed.ok) return ctx.refuse(changed, draftWords(ctx, typed))
  await ctx.conversation.exitAll()
  await showDraft(ctx, changed.sheet)
}

drafts.callbackQuery(decide.method.pattern, (ctx) => {
  const { draft: id, method } = decide.method.args(ctx.match)
  return change(ctx, id, { method: methods[method] ?? null })
})
drafts.callbackQuery(decide.warehouse.pattern, (ctx) => {
  const { draft: id, warehouse: warehouseId } = decide.warehouse.args(ctx.match)
  return change(ctx, id, { warehouseId })
})
drafts.callbackQuery(decide.day.pattern, (ctx) => {
  const { draft: id, day } = decide.day.args(ctx.match)
  const shipOn = String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  return change(ctx, id, { shipOn }, shipOn)
})
drafts.callbackQuery(decide.contact.pattern, (ctx) => {
  const { draft: id, contact: former } = decide.contact.args(ctx.match)
  return change(ctx, id, { former })
})
drafts.callbackQuery(decide.contactPerson.pattern, (ctx) => {
  const { draft: id, user } = decide.contactPerson.args(ctx.match)
  const { first_name: first, last_name: last = '' } = ctx.from
  return change(ctx, id, { person: user, name: `${last} ${first}` }, first)
})
drafts.callbackQuery(decide.asLast.pattern, (ctx) => change(ctx, decide.asLast.args(ctx.match).draft, { asLast: true }))
drafts.callbackQuery(decide.formerPlace.pattern, (ctx) => {
  const { draft: id, shipment: shipmentId, field } = decide.formerPlace.args(ctx.match)
  return change(ctx, id, { place: placeFields[field] ?? 'address', shipmentId })
})

/** By the numbers on the buttons. */
const askedAgain: Record<number, DraftChange> = { 1: { method: null }, 2: { shipOn: '' }, 4: { placeAgain: true } }

drafts.callbackQuery(decide.again.pattern, (ctx) => {
  const { draft: id, what } = decide.again.args(ctx.match)
  return change(ctx, id, askedAgain[what] ?? { contactName: '' })
})
drafts.callbackQuery(decide.draftLine.pattern, async (ctx) => {
  const { draft: id, line: lineId, quantity } = decide.draftLine.args(ctx.match)
  const changed = await changeDraft(ctx.deps, ctx.actor, id, { lineId, quantity })
  if (!changed.ok) return ctx.refuse(changed, await lineWords(ctx, { draftId: id, lineId, typed: String(quantity) }))
  await ctx.conversation.exitAll()
  await ctx.show(draftLinesView(ctx.ui, changed.sheet, 0))
})

drafts.callbackQuery(decide.file.pattern, async (ctx) => {
  const filed = await fileShipment(ctx.deps, ctx.actor, decide.file.args(ctx.match).draft)
  if (filed.ok) {
    await ctx.toast(ctx.ui.label('shipments.filed', { number: filed.shipment.number }))
    return showShipment(ctx, filed.shipment.id)
  }
  if ('invoice' in filed) return ctx.show(termsRefusalView(ctx.ui, filed.reason, filed.invoice))
  if ('shipOn' in filed) return askDayAgain(ctx, decide.file.args(ctx.match).draft, filed)
  await ctx.refuse(filed, draftWords(ctx, ''))
})

/** The chosen day can't be any more: it is named, and another one is asked for. */
async function askDayAgain(ctx: BotContext, id: number, refusal: Refusal<string> & { shipOn: string }): Promise<void> {
  await ctx.refuse(refusal, draftWords(ctx, formatDay(refusal.shipOn)))
  await change(ctx, id, { shipOn: '' })
}
