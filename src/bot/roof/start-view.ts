import type { Ui, View } from '#bot/kit/context.ts'
import { duration, sum } from '#bot/kit/format.ts'
import { screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { invoiceState } from '#domain/orders/invoices.ts'
import type { Home } from '#services/desk/home.ts'

/** The first screen; its buttons are the main menu's. */
export function homeView(ui: Ui, home: Home, firstName: string): View {
  const body: string[] = []
  if (home.dealer) {
    const { reserves, nearest, unpaidKopecks, overdueKopecks, lastInvoice } = home.dealer
    const left = nearest && { number: nearest.invoiceNumber, left: duration(ui, (nearest.untilAt ?? ui.now) - ui.now) }
    if (reserves > 0)
      body.push(
        left ? ui.t('start.reservesEnd', { count: reserves, ...left }) : ui.t('start.reserves', { count: reserves }),
      )
    if (lastInvoice || unpaidKopecks > 0)
      body.push(
        ui.t(unpaidKopecks > 0 ? 'start.money' : 'start.noDebt', {
          unpaid: sum(unpaidKopecks),
          overdue: sum(overdueKopecks),
        }),
      )
    if (lastInvoice) {
      const state = ui.label(`invoices.state.${invoiceState(lastInvoice)}`).toLowerCase()
      body.push(ui.t('start.last', { number: lastInvoice.number, sum: sum(lastInvoice.totalKopecks), state }))
    }
  }
  if (home.waiting !== null) body.push(ui.t('start.waiting', { count: home.waiting }))
  const company = home.companyName ?? ui.seller.shortName
  const title = ui.t('start.title', { company, name: firstName })
  return screen(ui, { id: home.dealer ? 'start' : 'start_staff', title, body, self: to.start.data() })
}
