import type { Company } from '../../db/companies.ts'
import type { StaffMember } from '../../db/people.ts'
import { unpaidKopecks } from '../../domain/invoices.ts'
import { limits } from '../../domain/limits.ts'
import { type Actor, may, memberRoles, staffRoles } from '../../domain/policy.ts'
import type { DealerCard } from '../../services/companies.ts'
import type { Desk } from '../../services/desk.ts'
import type { InvoiceSheet } from '../../services/invoices.ts'
import type { Ui, View } from '../context.ts'
import { decide, to } from '../routes.ts'
import { code, escape, pieces, sum } from './format.ts'
import { invoiceTitle, paymentLine, reserveLine } from './invoices.ts'
import { button, pageOf, pager, paired, type Row, screen } from './layout.ts'
import { memberLines } from './people.ts'

/** «Ждут вас»: everything that waits for a staff member, with its count and its button. */
export function deskView(ui: Ui, desk: Desk, actor: Actor): View {
  const ending = desk.endingReserves.length
  const manager = may(actor, 'dealers.manage')
  const body = manager
    ? [
        ui.t('desk.ending', { count: ending }),
        ui.t('desk.registrations', { count: desk.registrations }),
        ui.t('desk.shipments', { count: desk.shipments }),
      ]
    : [ui.t('desk.nothing')]
  const rows = manager
    ? paired([
        button(ui.label('desk.endingButton', { count: ending }), to.endingReserves.data()),
        button(ui.label('desk.registrationsButton', { count: desk.registrations }), to.registrations.data()),
        button(ui.label('desk.shipmentsButton', { count: desk.shipments }), to.shipments.data(0)),
        button(ui.label('start.dealers'), to.dealers.data(0)),
      ])
    : []
  return screen(ui, { id: 'desk', title: ui.t('desk.title'), body, rows, self: to.desk.data(), back: to.start.data() })
}

export function endingReservesView(ui: Ui, sheets: readonly InvoiceSheet[]): View {
  const body = sheets
    .slice(0, 8)
    .flatMap((sheet) => [
      `<b>${escape(sheet.company.name)}</b> · ${ui.t('invoices.short', { number: sheet.invoice.number })}`,
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
export function managedInvoiceView(ui: Ui, sheet: InvoiceSheet): View {
  const { invoice, company, lines } = sheet
  const { id } = invoice
  const body = [
    `<b>${escape(company.name)}</b> · ${ui.t('people.card.inn')} ${code(company.inn)}`,
    `<b>${sum(invoice.totalKopecks)}</b> · ${paymentLine(ui, invoice)}`,
    ...(invoice.cancelledAt === null ? reserveLine(ui, sheet) : []),
    ...lines.slice(0, 5).map((line) => `${code(line.sku)} — ${pieces(ui, line.quantity)}, ${sum(line.sumKopecks)}`),
    ...(lines.length > 5 ? [ui.t('invoices.moreLines', { count: lines.length - 5 })] : []),
  ]
  const rows: Row[] = []
  if (unpaidKopecks(invoice) > 0) rows.push([button(ui.label('payments.record'), to.recordPayment.data(id))])
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

export function dealersView(ui: Ui, companies: readonly Company[], page: number): View {
  const shown = pageOf(companies, page, limits.pageSize)
  const rows: Row[] = shown.items.map((company) => [
    button(`${company.name} · ${company.inn}`, to.dealer.data(company.id)),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.dealers.data(next)))
  rows.push([button(ui.label('people.colleagues.invite'), decide.invite.data(null, memberRoles.indexOf('owner')))])
  const body = [companies.length === 0 ? ui.t('dealers.none') : ui.t('dealers.help')]
  return screen(ui, {
    id: 'dealers',
    title: ui.t('dealers.title', { count: companies.length }),
    body,
    rows,
    self: to.dealers.data(shown.page),
    back: to.desk.data(),
  })
}

export function dealerView(ui: Ui, card: DealerCard): View {
  const { company, members, priceTypes, managerName } = card
  const priceType = priceTypes.find(({ id }) => id === company.priceTypeId)
  const body = [
    `${ui.t('people.card.inn')} ${code(company.inn)}`,
    ui.t('dealers.manager', { name: managerName || '—' }),
    ui.t('dealers.priceType', { name: priceType?.name ?? '—' }),
    company.deferralDays === 0
      ? ui.t('dealers.prepaid')
      : ui.t('dealers.credit', { days: company.deferralDays, limit: sum(company.creditLimitKopecks) }),
    ...memberLines(ui, card).slice(0, 8),
  ]
  const role = members.some((member) => member.role === 'owner') ? 'buyer' : 'owner'
  const rows: Row[] = [
    [button(ui.label('people.colleagues.invite'), decide.invite.data(company.id, memberRoles.indexOf(role)))],
    ...paired([
      button(ui.label('start.invoices'), to.invoices.data(0, company.id)),
      button(ui.label('dealers.settlements'), to.settlements.data(company.id)),
      button(ui.label('dealers.changePrice'), to.dealerPrice.data(company.id)),
      button(ui.label('dealers.changeDays'), to.dealerDeferral.data(company.id)),
      button(ui.label('dealers.changeLimit'), to.dealerLimit.data(company.id)),
    ]),
  ]
  return screen(ui, {
    id: 'dealer',
    title: `🏢 ${escape(company.name)}`,
    body,
    rows,
    self: to.dealer.data(company.id),
    back: to.dealers.data(0),
  })
}

export function dealerPriceView(ui: Ui, { company, priceTypes }: DealerCard): View {
  const rows = priceTypes
    .slice(0, 12)
    .map(({ id, name }) => [
      button(`${id === company.priceTypeId ? '✓ ' : ''}${name}`, decide.priceType.data(company.id, id)),
    ])
  return screen(ui, {
    id: 'dealer',
    title: ui.t('dealers.changePrice'),
    rows,
    self: to.dealerPrice.data(company.id),
    back: to.dealer.data(company.id),
  })
}

export function dealerQuestionView(ui: Ui, { company }: DealerCard, what: 'days' | 'limit'): View {
  const route = what === 'days' ? to.dealerDeferral : to.dealerLimit
  const parts = { id: 'dealer', self: route.data(company.id), back: to.dealer.data(company.id) } as const
  return screen(ui, { ...parts, title: `🏢 ${escape(company.name)}`, body: [ui.t(`dealers.ask.${what}`)] })
}

/** Who has which staff role; the administrator gives and takes them. */
export function staffView(ui: Ui, staff: readonly StaffMember[]): View {
  const people = new Map<number, StaffMember[]>()
  for (const row of staff) people.set(row.userId, [...(people.get(row.userId) ?? []), row])
  const name = ([first]: StaffMember[], id: number) => first?.firstName || String(id)
  const body = [...people].map(
    ([id, roles]) =>
      `• ${escape(name(roles, id))} (${code(String(id))}): ${roles.map(({ role }) => ui.t(`people.role.${role}`)).join(', ')}`,
  )
  const rows = [...people].slice(0, 8).map(([id, roles]) => [button(name(roles, id), to.staffPerson.data(id))])
  return screen(ui, {
    id: 'staff',
    title: ui.t('staff.title'),
    body: [...body, '', ui.t('staff.ask')],
    rows,
    self: to.staff.data(),
    back: to.start.data(),
  })
}

export function staffPersonView(ui: Ui, userId: number, staff: readonly StaffMember[]): View {
  const own = staff.filter((row) => row.userId === userId)
  const rows = staffRoles.map((role, i) => {
    const has = own.some((row) => row.role === role)
    return [
      button(
        ui.label(has ? 'staff.take' : 'staff.give', { role: ui.label(`people.role.${role}`) }),
        decide.staff.data(userId, i, has ? 0 : 1),
      ),
    ]
  })
  const title = `👤 ${escape(own[0]?.firstName || String(userId))}`
  return screen(ui, {
    id: 'staff',
    title,
    body: [code(String(userId))],
    rows,
    self: to.staffPerson.data(userId),
    back: to.staff.data(),
  })
}
