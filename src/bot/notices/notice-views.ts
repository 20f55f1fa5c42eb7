import type { Ui, View } from '#bot/kit/context.ts'
import { registrationCardView, welcomeView } from '#bot/people/registrations-view.ts'
import { claimCardView, dealerCardView, extensionCardView } from '#bot/reserve/extensions-view.ts'
import { shipmentView } from '#bot/shipping/shipments-view.ts'
import type { Actor } from '#domain/policy.ts'
import { hours } from '#domain/time.ts'
import type { NoticeSubject } from '#services/desk/notice-subjects.ts'
import type { DueNotice } from '#services/kernel/deps.ts'
import {
  backInStockView,
  endedHead,
  managerEndedView,
  managerWarningView,
  paymentHead,
  shipmentCancelledView,
  shipmentMovedView,
  warningHead,
} from './notices-view.ts'

/** A notice as its receiver reads it: a dealer gets his card about the invoice, a manager what he can do about it. */
export function noticeView(ui: Ui, actor: Actor, subject: NoticeSubject, { details }: DueNotice): View {
  const number = (key: string) => Number(details[key] ?? 0)
  switch (subject.kind) {
    case 'registration':
      return registrationCardView(ui, subject.card)
    case 'welcome':
      return welcomeView(ui, subject.company)
    case 'registration_refused':
      return { text: ui.t('people.refusedNotice') }
    case 'extension_asked':
      return extensionCardView(ui, subject.card)
    case 'claim_filed':
      return claimCardView(ui, subject.claim, subject.sheet)
    case 'reserve_warning': {
      const own = actor.companyId === subject.sheet.company.id
      if (!own) return managerWarningView(ui, subject.sheet, number('untilAt'))
      return dealerCardView(ui, subject.sheet, warningHead(ui, subject.sheet, number('untilAt')))
    }
    case 'reserve_ended': {
      const ended = { quantity: number('quantity'), endedAt: number('endedAt') }
      if (actor.companyId !== subject.sheet.company.id) return managerEndedView(ui, subject.sheet, ended)
      return dealerCardView(ui, subject.sheet, endedHead(ui, subject.sheet, ended))
    }
    case 'payment_recorded':
      return dealerCardView(ui, subject.sheet, paymentHead(ui, subject.sheet, number('amountKopecks')))
    case 'extension_answered': {
      const values = { number: subject.sheet.invoice.number, hours: number('grantedMs') / hours(1) }
      const head = ui.t(values.hours > 0 ? 'extensions.grantedNotice' : 'extensions.refusedNotice', values)
      return dealerCardView(ui, subject.sheet, head)
    }
    case 'claim_refused':
      return dealerCardView(ui, subject.sheet, ui.t('claims.refusedNotice', { number: subject.sheet.invoice.number }))
    case 'card_changed':
      return dealerCardView(ui, subject.sheet, ui.t('invoices.cardHead', { number: subject.sheet.invoice.number }))
    case 'shipment_filed': {
      const view = shipmentView(ui, subject.sheet, { manager: true, mayOrder: false })
      const { shipment, company } = subject.sheet
      const head = ui.t('shipments.notice.filed', { number: shipment.number, company: company.name })
      return { ...view, text: `${head}\n\n${view.text}` }
    }
    case 'shipment_cancelled':
      return shipmentCancelledView(ui, subject.sheet)
    case 'shipment_moved':
      return shipmentMovedView(ui, subject.sheet, {
        state: String(details.state),
        reason: String(details.reason ?? ''),
      })
    case 'back_in_stock':
      return backInStockView(ui, subject)
  }
}
