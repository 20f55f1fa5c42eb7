import type { Ui, View } from '#bot/kit/context.ts'
import { html } from '#bot/kit/format.ts'
import { button, type Page, pageOf, pager, paired, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { reserveLine } from '#bot/orders/invoices-view.ts'
import { limits } from '#domain/limits.ts'
import { type Actor, may } from '#domain/policy.ts'
import type { Desk, DeskItem } from '#services/desk/desk.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'

/** The piles of the desk, each with its line and its button; only those that wait are shown. */
function pilesOf(desk: Desk) {
  return [
    {
      line: 'desk.ending',
      label: 'desk.endingButton',
      count: desk.endingReserves.length,
      data: to.endingReserves.data(),
    },
    { line: 'desk.extensions', label: 'desk.extensionsButton', count: desk.extensions, data: to.extensions.data() },
    { line: 'desk.claims', label: 'desk.claimsButton', count: desk.claims, data: to.claims.data() },
    {
      line: 'desk.registrations',
      label: 'desk.registrationsButton',
      count: desk.registrations,
      data: to.registrations.data(),
    },
    { line: 'desk.shipments', label: 'desk.shipmentsButton', count: desk.shipments, data: to.shipments.data() },
    { line: 'set_aside.line', label: 'set_aside.button', count: desk.setAside, data: to.setAside.data() },
  ]
}

/** «Ждут вас»: everything that waits for a staff member, with its count and its button. */
export function deskView(ui: Ui, desk: Desk, actor: Actor): View {
  const manager = may(actor, 'companies.manage')
  const waiting = manager ? pilesOf(desk).filter(({ count }) => count > 0) : []
  const body = [
    ...waiting.map(({ line, count }) => ui.t(line, { count })),
    ...(desk.dropped > 0 ? [ui.t('desk.dropped', { count: desk.dropped })] : []),
  ]
  const rows = paired([
    ...waiting.map(({ label, count, data }) => button(ui.label(label, { count }), data)),
    ...(manager ? [button(ui.label('start.dealers'), to.companies.data())] : []),
  ])
  if (body.length === 0) body.push(ui.t('desk.nothing'))
  return screen(ui, { id: 'desk', title: ui.t('desk.title'), body, rows, self: to.desk.data(), back: to.start.data() })
}

export function endingReservesView(ui: Ui, shown: Page<InvoiceSheet>, count: number): View {
  const body = shown.items.flatMap((sheet) => [
    `<b>${html(sheet.company.name)}</b> · ${ui.t('invoices.short', { number: sheet.invoice.number })}`,
    ...reserveLine(ui, sheet),
  ])
  const rows = [
    ...paired(
      shown.items.map(({ invoice }) =>
        button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id })),
      ),
    ),
    ...pager(shown.page, shown.pages, (next) => to.endingReserves.data({ page: next })),
  ]
  if (count === 0) body.push(ui.t('desk.noneEnding'))
  return screen(ui, {
    id: 'desk',
    title: ui.t('desk.endingTitle', { count }),
    body,
    rows,
    self: to.endingReserves.data({ page: shown.page }),
    back: to.desk.data(),
  })
}

/** The requests to extend, or the payment claims: each is a button to its screen. */
export function pileView(ui: Ui, pile: 'extensions' | 'claims', items: readonly DeskItem[], page: number): View {
  const card = (id: number) =>
    pile === 'claims' ? to.claimCard.data({ invoice: id }) : to.extension.data({ extension: id })
  const shown = pageOf(items, page, limits.pageSize)
  const list = pile === 'claims' ? to.claims : to.extensions
  const rows = [
    ...paired(
      shown.items.map(({ id, invoiceNumber }) =>
        button(ui.label('invoices.short', { number: invoiceNumber }), card(id)),
      ),
    ),
    ...pager(shown.page, shown.pages, (next) => list.data({ page: next })),
  ]
  const lines = shown.items.map(
    ({ companyName, invoiceNumber }) =>
      `${ui.t('invoices.short', { number: invoiceNumber })} · <b>${html(companyName)}</b>`,
  )
  const body = items.length === 0 ? [ui.t(`${pile}.none`)] : lines
  const self = list.data({ page: shown.page })
  return screen(ui, {
    id: 'desk',
    title: ui.t(`${pile}.title`, { count: items.length }),
    body,
    rows,
    self,
    back: to.desk.data(),
  })
}
