import type { Ui, View } from '#bot/kit/context.ts'
import { code, html, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Company } from '#db/people/companies.ts'
import { limits } from '#domain/limits.ts'
import { memberRoles } from '#domain/policy.ts'
import type { DealerCard } from '#services/people/dealers.ts'
import { memberLines } from './registrations-view.ts'

export function dealersView(ui: Ui, companies: readonly Company[], page: number): View {
  const shown = pageOf(companies, page, limits.pageSize)
  const rows: Row[] = shown.items.map((company) => [
    button(`${company.name} · ${company.inn}`, to.dealer.data(company.id)),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.dealers.data(next)))
  rows.push([button(ui.label('people.colleagues.invite'), decide.invite.data(null, memberRoles.indexOf('owner')))])
  const body = companies.length === 0 ? [ui.t('dealers.none')] : []
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
    title: `🏢 ${html(company.name)}`,
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
    title: `🏢 ${html(company.name)}`,
    body: [ui.t('dealers.changePrice')],
    rows,
    self: to.dealerPrice.data(company.id),
    back: to.dealer.data(company.id),
  })
}

export function dealerQuestionView(ui: Ui, { company }: DealerCard, what: 'days' | 'limit'): View {
  const route = what === 'days' ? to.dealerDeferral : to.dealerLimit
  const parts = { id: 'dealer', self: route.data(company.id), back: to.dealer.data(company.id) } as const
  return screen(ui, { ...parts, title: `🏢 ${html(company.name)}`, body: [ui.t(`dealers.ask.${what}`)] })
}
