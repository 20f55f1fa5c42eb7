import type { Ui, View } from '#bot/kit/context.ts'
import { reasonLine } from '#bot/kit/layout.ts'
import { refusedView, registrationCardView, welcomeView } from '#bot/people/registrations-view.ts'
import { claimCardView } from '#bot/reserve/claims-view.ts'
import { extensionCardView } from '#bot/reserve/extensions-view.ts'
import { shipmentView } from '#bot/shipping/shipments-view.ts'
import { hours } from '#domain/time.ts'
import type { SubjectOf } from '#services/desk/notice-table.ts'
import type { LoadedNotice } from '#services/kernel/deps.ts'
import type { NoticeDetails, NoticeKind } from '#services/notices/kinds.ts'
import { colleagueJoinedView, dismissedView, invoiceCancelledView, termsChangedView } from './company-notices-view.ts'
import { dealerCardView } from './invoice-message-view.ts'
import {
  backInStockView,
  endedHead,
  managerEndedView,
  managerWarningView,
  paymentHead,
  shipmentCancelledView,
  warningHead,
} from './notices-view.ts'
import { shipmentFormerView, shipmentMovedView } from './shipment-message-view.ts'

/** `isOwn`: the receiver is a member of the company in question. */
type NoticeView<Kind extends NoticeKind> = (
  ui: Ui,
  subject: SubjectOf<Kind>,
  details: NoticeDetails[Kind],
  isOwn: boolean,
) => View

/** The view of each kind of notice: a member gets the invoice message, a manager the possible steps. */
const views: { [Kind in NoticeKind]: NoticeView<Kind> } = {
  registration: registrationCardView,
  welcome: (ui, { company, role }) => welcomeView(ui, company, role),
  registration_refused: refusedView,
  extension_asked: extensionCardView,
  claim_filed: (ui, { claim, sheet }) => claimCardView(ui, claim, sheet),
  reserve_warning: (ui, sheet, { untilAt }, isOwn) =>
    isOwn ? dealerCardView(ui, sheet, warningHead(ui, sheet, untilAt)) : managerWarningView(ui, sheet, untilAt),
  reserve_ended: (ui, sheet, ended, isOwn) =>
    isOwn ? dealerCardView(ui, sheet, endedHead(ui, sheet, ended)) : managerEndedView(ui, sheet, ended),
  payment_recorded: (ui, sheet, { amountKopecks }) => dealerCardView(ui, sheet, paymentHead(ui, sheet, amountKopecks)),
  extension_answered(ui, sheet, { grantedMs, reason }) {
    const values = { number: sheet.invoice.number, hours: grantedMs / hours(1) }
    const said = ui.t(grantedMs > 0 ? 'extensions.grantedNotice' : 'extensions.refusedNotice', values)
    return dealerCardView(ui, sheet, [said, ...reasonLine(ui, 'extension', reason)].join('\n'))
  },
  claim_refused(ui, sheet, { reason }) {
    const said = ui.t('claims.refusedNotice', { number: sheet.invoice.number })
    return dealerCardView(ui, sheet, [said, ...reasonLine(ui, 'claim', reason)].join('\n'))
  },
  card_changed: (ui, sheet) => dealerCardView(ui, sheet, ui.t('invoices.cardHead', { number: sheet.invoice.number })),
  shipment_filed(ui, sheet) {
    const view = shipmentView(ui, sheet, { manager: true, mayOrder: false })
    const { shipment, company } = sheet
    const head = ui.t('shipments.notice.filed', { number: shipment.number, company: company.name })
    return { ...view, text: `${head}\n\n${view.text}` }
  },
  shipment_cancelled: (ui, sheet) => shipmentCancelledView(ui, sheet),
  shipment_moved: shipmentMovedView,
  back_in_stock: backInStockView,
  terms_changed: termsChangedView,
  colleague_joined: colleagueJoinedView,
  dismissed: dismissedView,
  invoice_cancelled: invoiceCancelledView,
}

/** A notice as its receiver reads it. The table of kinds has loaded the subject of this very kind. */
export function noticeView(ui: Ui, { kind, subject, details, invoiceId }: LoadedNotice): View {
  const draw = views[kind as NoticeKind] as (ui: Ui, subject: unknown, details: unknown, isOwn: boolean) => View
  return draw(ui, subject, details, invoiceId !== null)
}

/** What the message that stood there says from now on; null: what it said. */
export function formerView(ui: Ui, { kind, subject }: LoadedNotice): View | null {
  return kind === 'shipment_moved' ? shipmentFormerView(ui, subject as SubjectOf<'shipment_moved'>) : null
}
