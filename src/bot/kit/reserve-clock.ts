import { unpaidKopecks } from '#domain/orders/invoices.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { Ui } from './context.ts'
import { instant } from './format.ts'
import { button, paired, type Row } from './layout.ts'
import { decide, to } from './routes.ts'

/** A member's buttons for a reserve that the clock will end: claim a payment, ask for more time. */
export function clockButtons(ui: Ui, { invoice, untilAt, claim, extensionAsked }: InvoiceSheet): Row[] {
  if (untilAt === null || unpaidKopecks(invoice) === 0) return []
  const buttons = []
  if (claim === null) buttons.push(button(ui.label('claims.claim'), to.claim.data({ invoice: invoice.id })))
  if (!extensionAsked) buttons.push(button(ui.label('extensions.ask'), decide.askHowLong.data({ invoice: invoice.id })))
  return paired(buttons)
}

/** Lines next to the time left: a stopped clock, a waiting request. */
export function clockLines(ui: Ui, { claim, extensionAsked, hasManagerHold }: InvoiceSheet): string[] {
  const lines: string[] = []
  if (hasManagerHold) lines.push(ui.t('extensions.onHold'))
  const open = claim !== null && claim.decidedAt === null
  if (open && claim.frozenUntil > ui.now) lines.push(ui.t('claims.frozen', { moment: instant(ui, claim.frozenUntil) }))
  if (extensionAsked) lines.push(ui.t('extensions.waiting'))
  return lines
}
