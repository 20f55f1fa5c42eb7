import type { Ui, View } from '#bot/kit/context.ts'
import { code, cut, html, pieces, sum } from '#bot/kit/format.ts'
import { button, paired, type Row, screen } from '#bot/kit/layout.ts'
import { clockLines } from '#bot/kit/reserve-clock.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { invoiceTitle, paymentLine, reserveLine } from '#bot/orders/invoices-view.ts'
import { unpaidKopecks } from '#domain/orders/invoices.ts'
import { type Actor, may } from '#domain/policy.ts'
import type { Desk, DeskItem } from '#services/desk/desk.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** «Ждут вас»: everything that waits for a staff member, with its count and its button. */
export function deskView(ui: Ui, desk: Desk, actor: Actor): View {
  const ending = desk.endingReserves.length
  const manager = may(actor, 'dealers.manage')
  const body = manager
    ? [
        ui.t('desk.ending', { count: ending }),
        ui.t('desk.extensions', { count: desk.extensions }),
        ui.t('desk.claims', { count: desk.claims }),
        ui.t('desk.registrations', { count: desk.registrations }),
        ui.t('desk.shipments', { count: desk.shipments }),
        ...(desk.dropped > 0 ? [ui.t('desk.dropped', { count: desk.dropped })] : []),
        ...(desk.setAside > 0 ? [ui.t('set_aside.line', { count: desk.setAside })] : []),
      ]
    : [ui.t('desk.nothing')]
  const rows = manager
    ? paired([
        button(ui.label('desk.endingButton', { count: ending }), to.endingReserves.data()),
        button(ui.label('desk.extensionsButton', { count: desk.extensions }), to.extensions.data()),
        button(ui.label('desk.claimsButton', { count: desk.claims }), to.claims.data()),
        button(ui.label('desk.registrationsButton', { count: desk.registrations }), to.registrations.data()),
        button(ui.label('desk.shipmentsButton', { count: desk.shipments }), to.shipments.data(0)),
        button(ui.label('start.dealers'), to.dealers.data(0)),
        ...(desk.setAside > 0
          ? [button(ui.label('set_aside.button', { count: desk.setAside }), to.setAside.data())]
          : []),
      ])
    : []
  return screen(ui, { id: 'desk', title: ui.t('desk.title'), body, rows, self: to.desk.data(), back: to.start.data() })
}

export function endingReservesView(ui: Ui, sheets: readonly InvoiceSheet[]): View {
  const body = sheets
    .slice(0, 8)
    .flatMap((sheet) => [
      `<b>${html(sheet.company.name)}</b> · ${ui.t('invoices.short', { number: sheet.invoice.number })}`,
      ...reserveLine(ui, sheet),
    ])
  const rows = sheets
    .slice(0, 8)
    .map(({ invoice }) => [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data(invoice.id))])
  if (sheets.length === 0) body.push(ui.t('desk.noneEnding'))
  return screen(ui, {
    id: 'desk',
    title: ui.t('desk.endingTitle', { count: sheets.length }),
    body,
    rows,
    self: to.endingReserves.data(),
    back: to.desk.data(),
  })
}

/** An invoice as a manager sees it. */
export function managedInvoiceView(ui: Ui, sheet: InvoiceSheet, mayRecord: boolean): View {
  const { invoice, company, lines } = sheet
  const { id } = invoice
  const body = [
    `<b>${html(company.name)}</b> · ${ui.t('people.card.inn')} ${code(company.inn)}`,
    `<b>${sum(invoice.totalKopecks)}</b> · ${paymentLine(ui, invoice)}`,
    ...(invoice.cancelledAt === null ? [...reserveLine(ui, sheet), ...clockLines(ui, sheet)] : []),
    ...lines.slice(0, 5).map((line) => `${code(line.sku)} — ${pieces(ui, line.quantity)}, ${sum(line.sumKopecks)}`),
    ...(lines.length > 5 ? [ui.t('invoices.moreLines', { count: lines.length - 5 })] : []),
  ]
  const rows: Row[] = []
  if (mayRecord && unpaidKopecks(invoice) > 0)
    rows.push([button(ui.label('payments.record'), to.recordPayment.data(id))])
  if (mayRecord && (sheet.onHold || sheet.untilAt !== null)) {
    rows.push([
      button(
        ui.label(sheet.onHold ? 'extensions.letGo' : 'extensions.hold'),
        decide.hold.data(id, sheet.onHold ? 0 : 1),
      ),
    ])
  }
  rows.push([button(ui.label('invoices.pdf'), to.invoicePdf.data(id))])
  if (lines.length > 5)
    rows.push([button(ui.label('invoices.allLines', { count: lines.length }), to.invoiceLines.data(id, 0))])
  rows.push(
    ...sheet.shipments
      .slice(-4)
      .map((one) => [button(ui.label('shipments.short', { number: one.number }), to.shipment.data(one.id))]),
  )
  rows.push([button(ui.label('dealers.card'), to.dealer.data(company.id))])
  return screen(ui, {
    id: 'record_payment',
    title: invoiceTitle(ui, invoice),
    body,
    rows,
    self: to.invoice.data(id),
    back: to.invoices.data(0, company.id),
  })
}

/** The requests to extend, or the payment claims: each a button to its card. */
export function pileView(ui: Ui, pile: 'extensions' | 'claims', items: readonly DeskItem[]): View {
  const route = pile === 'claims' ? to.claimCard : to.extension
  const rows = items.map(({ id, companyName, invoiceNumber }) => [
    button(`${cut(companyName, 28)} · № ${invoiceNumber}`, route.data(id)),
  ])
  const body = items.length === 0 ? [ui.t(`${pile}.none`)] : []
  const self = (pile === 'claims' ? to.claims : to.extensions).data()
  return screen(ui, {
    id: 'desk',
    title: ui.t(`${pile}.title`, { count: items.length }),
    body,
    rows,
    self,
    back: to.desk.data(),
  })
}
