import type { Ui, View } from '#bot/kit/context.ts'
import { sum, timeLeft } from '#bot/kit/format.ts'
import { askReason, button } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { managedInvoiceView } from '#bot/orders/managed-invoice-view.ts'
import { hours } from '#domain/time.ts'
import type { InvoiceSheet } from '#services/orders/invoice-sheet.ts'
import type { ExtensionCard } from '#services/reserve/extensions.ts'

/** The manager's screen of a requested extension. */
export function extensionCardView(ui: Ui, { extension, sheet, granted }: ExtensionCard): View {
  const { invoice, company, reserved, untilAt } = sheet
  const { askedMs, reason } = extension
  const text = [
    ui.t('extensions.card', { company: company.name, number: invoice.number }),
    ...(askedMs > 0 ? [ui.t('extensions.wants', { hours: askedMs / hours(1) })] : []),
    ...(reason === '' ? [] : [ui.t('extensions.why', { why: reason })]),
    ui.t('extensions.holds', { held: reserved, sum: sum(invoice.totalKopecks) }) +
      (untilAt === null ? '' : `, ${timeLeft(ui, untilAt)}`),
    ui.t('extensions.before', { count: granted }),
  ]
  const grant = (span: number) =>
    button(
      ui.label('extensions.grant', { hours: span }),
      decide.extend.data({ extension: extension.id, ms: hours(span) }),
    )
  const rows = [
    [grant(24), grant(48)],
    [button(ui.label('extensions.refuse'), to.refuseExtension.data({ extension: extension.id }))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id }))],
  ]
  return { text: text.join('\n'), buttons: rows }
}

export function refuseExtensionView(ui: Ui, { extension: { id: extension }, sheet }: ExtensionCard): View {
  return askReason(ui, {
    about: 'extension',
    title: ui.t('extensions.askReason', { number: sheet.invoice.number }),
    refuse: (reason) => decide.extend.data({ extension, ms: 0, reason }),
    self: to.refuseExtension.data({ extension }),
    back: to.extension.data({ extension }),
  })
}

/** «Продлить»: how long, and in typed words why. */
export function askHowLongView(ui: Ui, { invoice: { id: invoice, number } }: InvoiceSheet): View {
  const ask = (span: number) =>
    button(ui.label('extensions.grant', { hours: span }), decide.askExtension.data({ invoice, ms: hours(span) }))
  return {
    text: ui.t('extensions.howLong', { number }),
    buttons: [[ask(24), ask(48)], [button(ui.label('common.back'), to.invoice.data({ invoice }))]],
  }
}

export function answeredText(ui: Ui, grantedMs: number | null): string {
  if (grantedMs === null) return ui.label('extensions.refused')
  return ui.label('extensions.granted', { hours: grantedMs / hours(1) })
}

/** The invoice with the manager's answer above it. */
export function answeredView(ui: Ui, { sheet, grantedMs }: { sheet: InvoiceSheet; grantedMs: number | null }): View {
  const view = managedInvoiceView(ui, sheet, true)
  return { ...view, text: `✅ ${answeredText(ui, grantedMs)}\n\n${view.text}` }
}
