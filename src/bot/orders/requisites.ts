import { Composer } from 'grammy'
import type { BotContext } from '#bot/kit/context.ts'
import { sum } from '#bot/kit/format.ts'
import { to } from '#bot/kit/routes.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { paymentOf, paymentQrOf } from '#services/orders/invoice-documents.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import { withSheet } from './invoices.ts'
import { requisitesView } from './requisites-view.ts'

/** How an invoice is paid: requisites to copy, and the code that a bank's app reads. */
export const requisites = new Composer<BotContext>()

/** Only what still has to be paid has requisites. */
function unpaid(ctx: BotContext, id: number, then: (sheet: InvoiceSheet) => Promise<void>): Promise<void> {
  return withSheet(ctx, id, (sheet) =>
    unpaidKopecks(sheet.invoice) > 0 ? then(sheet) : ctx.refuse(ctx.ui.label('invoices.requisites.paid')),
  )
}

requisites.callbackQuery(to.requisites.pattern, (ctx) =>
  unpaid(ctx, to.requisites.args(ctx.match).invoice, (sheet) =>
    ctx.show(requisitesView(ctx.ui, sheet, paymentOf(ctx.deps, sheet))),
  ),
)

requisites.callbackQuery(to.paymentQr.pattern, (ctx) =>
  unpaid(ctx, to.paymentQr.args(ctx.match).invoice, async (sheet) => {
    await ctx.toast()
    const { number } = sheet.invoice
    const caption = ctx.ui.t('invoices.requisites.qrCaption', { number, sum: sum(unpaidKopecks(sheet.invoice)) })
    const name = ctx.ui.label('invoices.requisites.qrName', { number })
    await ctx.sendPicture({ name, bytes: await paymentQrOf(ctx.deps, sheet), caption })
  }),
)
