import { Composer } from 'grammy'
import type { BotContext, View } from '#bot/kit/context.ts'
import type { DocumentFilter } from '#bot/kit/document-filters.ts'
import { date, sum } from '#bot/kit/format.ts'
import { type Row, withRows } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { may } from '#domain/policy.ts'
import { cancelInvoice, repeatInvoice } from '#services/orders/invoice-changes.ts'
import { invoicePdf } from '#services/orders/invoice-documents.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { seeInvoice, seeInvoices } from '#services/orders/invoices.ts'
import { invoiceMonthsView, invoicesView } from './invoice-list-view.ts'
import { cancelInvoiceView, invoiceLinesView, invoiceView, repeatView } from './invoices-view.ts'
import { managedInvoiceView } from './managed-invoice-view.ts'

export const invoices = new Composer<BotContext>()

/** The invoice for this person: a member of its company, or a manager. */
function invoiceViewFor(ctx: BotContext, sheet: InvoiceSheet): View {
  const own = ctx.actor.companyId === sheet.invoice.companyId
  return own
    ? invoiceView(ctx.ui, sheet, may(ctx.actor, 'order'))
    : managedInvoiceView(ctx.ui, sheet, may(ctx.actor, 'payments.record'))
}

export async function showInvoice(ctx: BotContext, id: number, below: Row[] = []): Promise<void> {
  await withSheet(ctx, id, (sheet) => ctx.show(withRows(invoiceViewFor(ctx, sheet), below)))
}

/** Passes the invoice on if this person may see it; a foreign one is answered like a missing one. */
export async function withSheet(
  ctx: BotContext,
  id: number,
  then: (sheet: InvoiceSheet) => Promise<void>,
): Promise<void> {
  const seen = await seeInvoice(ctx.deps, ctx.actor, id)
  if (!seen.ok) return ctx.refuse(seen)
  await then(seen.sheet)
}

export async function showInvoices(
  ctx: BotContext,
  page: number,
  company: number | null,
  filter: DocumentFilter = { state: 0, month: 0 },
): Promise<void> {
  const seen = await seeInvoices(ctx.deps, ctx.actor, company ?? ctx.actor.companyId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(invoicesView(ctx.ui, { invoices: seen.invoices, page, company, filter }))
}

invoices.command('invoices', (ctx) => showInvoices(ctx, 0, null))
invoices.callbackQuery(to.invoices.pattern, (ctx) => {
  const { page, company, ...filter } = to.invoices.args(ctx.match)
  return showInvoices(ctx, page, company, filter)
})
invoices.callbackQuery(to.invoiceMonths.pattern, async (ctx) => {
  const { company, state } = to.invoiceMonths.args(ctx.match)
  const seen = await seeInvoices(ctx.deps, ctx.actor, company ?? ctx.actor.companyId)
  if (!seen.ok) return ctx.refuse(seen)
  await ctx.show(invoiceMonthsView(ctx.ui, { invoices: seen.invoices, company, filter: { state, month: 0 } }))
})
invoices.callbackQuery(to.invoice.pattern, (ctx) => showInvoice(ctx, to.invoice.args(ctx.match).invoice))
invoices.callbackQuery(to.invoiceLines.pattern, (ctx) => {
  const { invoice: id, page } = to.invoiceLines.args(ctx.match)
  return withSheet(ctx, id, (sheet) => ctx.show(invoiceLinesView(ctx.ui, sheet, page)))
})

/** The button is answered before the slow work. */
invoices.callbackQuery(to.invoicePdf.pattern, (ctx) =>
  withSheet(ctx, to.invoicePdf.args(ctx.match).invoice, async (sheet) => {
    await ctx.toast(ctx.ui.label('invoices.makingPdf'))
    await ctx.replyWithChatAction('upload_document').catch(() => {})
    const { invoice } = sheet
    const caption = ctx.ui.t('invoices.pdfCaption', {
      number: invoice.number,
      date: date(ctx.ui, invoice.createdAt),
      sum: sum(invoice.totalKopecks),
    })
    await ctx.sendFile({
      name: ctx.ui.label('invoices.fileName', { number: invoice.number }),
      bytes: await invoicePdf(ctx.deps, sheet),
      caption,
    })
  }),
)

invoices.callbackQuery(to.cancelInvoice.pattern, (ctx) =>
  withSheet(ctx, to.cancelInvoice.args(ctx.match).invoice, (sheet) => ctx.show(cancelInvoiceView(ctx.ui, sheet))),
)

invoices.callbackQuery(decide.cancelInvoice.pattern, async (ctx) => {
  const id = decide.cancelInvoice.args(ctx.match).invoice
  const cancelled = await cancelInvoice(ctx.deps, ctx.actor, id)
  if (cancelled.ok) {
    await ctx.toast(ctx.ui.label('invoices.cancelled'))
    return showInvoice(ctx, id)
  }
  await ctx.refuse(cancelled, { room: 'invoices' })
})

invoices.callbackQuery(decide.repeat.pattern, async (ctx) => {
  const id = decide.repeat.args(ctx.match).invoice
  const repeated = await repeatInvoice(ctx.deps, ctx.actor, id)
  if (!repeated.ok) return ctx.refuse(repeated)
  await withSheet(ctx, id, (sheet) => ctx.show(repeatView(ctx.ui, sheet.invoice, repeated.changes)))
})
