import { Composer } from 'grammy'
import { managedInvoiceView } from '#bot/desk/desk-view.ts'
import type { BotContext, View } from '#bot/kit/context.ts'
import { date, sum } from '#bot/kit/format.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { cancelInvoice, repeatInvoice } from '#services/orders/invoice-changes.ts'
import { invoicePdf } from '#services/orders/invoice-documents.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { seeInvoice, seeInvoices } from '#services/orders/invoices.ts'
import { cancelInvoiceView, invoiceLinesView, invoicesView, invoiceView, repeatView } from './invoices-view.ts'

export const invoices = new Composer<BotContext>()

/** The invoice as this person works with it: his own company's, or as a manager. */
function invoiceViewFor(ctx: BotContext, sheet: InvoiceSheet): View {
  const own = ctx.actor.companyId === sheet.invoice.companyId
  return own
    ? invoiceView(ctx.ui, sheet, may(ctx.actor, 'order'))
    : managedInvoiceView(ctx.ui, sheet, may(ctx.actor, 'payments.record'))
}

export async function showInvoice(ctx: BotContext, id: number): Promise<void> {
  await withSheet(ctx, id, (sheet) => ctx.show(invoiceViewFor(ctx, sheet)))
}

/** Hands the invoice over if this person may see it; a foreign one is answered like a missing one. */
export async function withSheet(
  ctx: BotContext,
  id: number,
  then: (sheet: InvoiceSheet) => Promise<void>,
): Promise<void> {
  const seen = await seeInvoice(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await then(seen.sheet)
}

export async function showInvoices(ctx: BotContext, page: number, companyId: number | null): Promise<void> {
  const seen = await seeInvoices(ctx.deps, ctx.actor, companyId ?? ctx.actor.companyId)
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(invoicesView(ctx.ui, seen.invoices, page, companyId))
}

invoices.command('invoices', (ctx) => showInvoices(ctx, 0, null))
invoices.callbackQuery(to.invoices.pattern, (ctx) => {
  const [page, companyId] = to.invoices.args(ctx.match)
  return showInvoices(ctx, page ?? 0, companyId ?? null)
})
invoices.callbackQuery(to.invoice.pattern, (ctx) => showInvoice(ctx, to.invoice.id(ctx.match)))
invoices.callbackQuery(to.invoiceLines.pattern, (ctx) => {
  const [id, page] = to.invoiceLines.args(ctx.match)
  return withSheet(ctx, id ?? 0, (sheet) => ctx.show(invoiceLinesView(ctx.ui, sheet, page ?? 0)))
})

/** The button is answered before the slow work. */
invoices.callbackQuery(to.invoicePdf.pattern, (ctx) =>
  withSheet(ctx, to.invoicePdf.id(ctx.match), async (sheet) => {
    await ctx.toast(ctx.ui.label('invoices.makingPdf'))
    await ctx.replyWithChatAction('upload_document').catch(() => {})
    const { invoice } = sheet
    const caption = ctx.ui.t('invoices.pdfCaption', {
      number: invoice.number,
      date: date(ctx.ui, invoice.createdAt),
      sum: sum(invoice.totalKopecks),
    })
    await ctx.sendFile({ name: `invoice-${invoice.number}.pdf`, bytes: await invoicePdf(ctx.deps, sheet), caption })
  }),
)

invoices.callbackQuery(to.cancelInvoice.pattern, (ctx) =>
  withSheet(ctx, to.cancelInvoice.id(ctx.match), (sheet) => ctx.show(cancelInvoiceView(ctx.ui, sheet))),
)

invoices.callbackQuery(decide.cancelInvoice.pattern, async (ctx) => {
  const id = decide.cancelInvoice.id(ctx.match)
  const cancelled = await cancelInvoice(ctx.deps, ctx.actor, id)
  if (cancelled.ok) {
    await ctx.toast(ctx.ui.label('invoices.cancelled'))
    return showInvoice(ctx, id)
  }
  const { reason } = cancelled
  const general = reason === 'forbidden' || reason === 'not_found'
  await ctx.refuse(ctx.ui.label(general ? `refusals.${reason}` : `invoices.refusal.${reason}`))
})

invoices.callbackQuery(decide.repeat.pattern, async (ctx) => {
  const id = decide.repeat.id(ctx.match)
  const repeated = await repeatInvoice(ctx.deps, ctx.actor, id)
  if (!repeated.ok) return ctx.refuse(ctx.ui.label(`refusals.${repeated.reason}`))
  await withSheet(ctx, id, (sheet) => ctx.show(repeatView(ctx.ui, sheet.invoice, repeated.changes)))
})
