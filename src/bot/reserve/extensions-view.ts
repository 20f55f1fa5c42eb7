import type { Ui, View } from '#bot/kit/context.ts'
import { sum, timeLeft } from '#bot/kit/format.ts'
import { button } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { hours } from '#domain/time.ts'
import type { ExtensionCard } from '#services/reserve/extensions.ts'

/** The manager's screen of a requested extension. */
export function extensionCardView(ui: Ui, { extension, sheet, granted }: ExtensionCard): View {
  const { invoice, company, reserved, untilAt } = sheet
  const text = [
    ui.t('extensions.card', { company: company.name, number: invoice.number }),
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
    [button(ui.label('extensions.refuse'), decide.extend.data({ extension: extension.id, ms: 0 }))],
    [button(ui.label('invoices.short', { number: invoice.number }), to.invoice.data({ invoice: invoice.id }))],
  ]
  return { text: text.join('\n'), buttons: rows }
}
