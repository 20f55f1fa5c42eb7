import type { Ui, View } from '#bot/kit/context.ts'
import {
  type DocumentFilter,
  type DocumentKind,
  filterButtons,
  filtered,
  monthAt,
  monthRows,
} from '#bot/kit/document-filters.ts'
import { date, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { limits } from '#domain/limits.ts'
import { invoiceState, unpaidKopecks } from '#domain/orders/invoices.ts'
import type { ListedInvoice } from '#services/orders/invoices.ts'

/** Told apart in a list by what is still to do with them. */
const invoiceKind = (ui: Ui): DocumentKind<ListedInvoice> => ({
  states: [
    { label: 'invoices.filter.unpaid', has: (one) => unpaidKopecks(one) > 0 },
    { label: 'invoices.filter.reserved', has: ({ isReserved }) => isReserved },
    { label: 'invoices.filter.shipped', has: ({ isShipped }) => isShipped },
  ],
  monthOf: ({ createdAt }) => monthAt(createdAt, ui.timeZone),
})

interface InvoiceList {
  /** All of a company's invoices. */
  invoices: readonly ListedInvoice[]
  page: number
  /** For a manager: whose invoices these are. */
  company: number | null
  filter: DocumentFilter
}

export function invoicesView(ui: Ui, { invoices, page, company, filter }: InvoiceList): View {
  const kind = invoiceKind(ui)
  const chosen = filtered(invoices, kind, filter)
  const shown = pageOf(chosen, page, limits.pageSize)
  const self = (given: Partial<DocumentFilter & { page: number }>) => to.invoices.data({ company, ...filter, ...given })
  const rows: Row[] = [
    ...paired(
      shown.items.map(({ id, number }) =>
        button(ui.label('invoices.row', { number }), to.invoice.data({ invoice: id })),
      ),
    ),
    ...pager(shown.page, shown.pages, (next) => self({ page: next })),
    ...filterButtons(ui, invoices, kind, {
      chosen: filter,
      data: (next) => to.invoices.data({ company, ...next }),
      months: to.invoiceMonths.data({ company, state: filter.state }),
    }),
  ]
  const unpaid = chosen.reduce((total, invoice) => total + unpaidKopecks(invoice), 0)
  const none = invoices.length > 0 ? 'noneChosen' : company === null ? 'none' : 'noneOf'
  const body =
    chosen.length === 0
      ? [ui.t(`invoices.${none}`)]
      : [ui.t('invoices.unpaidTotal', { sum: sum(unpaid) }), '', ...shown.items.map((one) => invoiceLine(ui, one))]
  return screen(ui, {
    id: 'invoices',
    title: ui.t('invoices.listTitle', { count: chosen.length }),
    body,
    rows,
    self: self({ page: shown.page }),
    back: company === null ? to.start.data() : to.company.data({ company }),
  })
}

function invoiceLine(ui: Ui, invoice: ListedInvoice): string {
  const state = ui.label(`invoices.state.${invoiceState(invoice)}`)
  const values = { number: invoice.number, date: date(ui, invoice.createdAt), sum: sum(invoice.totalKopecks), state }
  return ui.t('invoices.line', values)
}

export function invoiceMonthsView(ui: Ui, { invoices, company, filter }: Omit<InvoiceList, 'page'>): View {
  const { state } = filter
  return screen(ui, {
    id: 'invoices',
    title: ui.t('invoices.monthsTitle'),
    rows: monthRows(ui, invoices, invoiceKind(ui), (month) => to.invoices.data({ company, state, month })),
    self: to.invoiceMonths.data({ company, state }),
    back: to.invoices.data({ company, state }),
  })
}
