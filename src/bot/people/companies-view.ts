import type { Ui, View } from '#bot/kit/context.ts'
import { code, html, sum } from '#bot/kit/format.ts'
import { button, pageOf, pager, paired, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Company } from '#db/people/companies.ts'
import { limits } from '#domain/limits.ts'
import { memberRoles } from '#domain/policy.ts'
import type { CompanyCard } from '#services/people/companies.ts'
import { memberLines } from './colleagues-view.ts'

export function companiesView(ui: Ui, companies: readonly Company[], page: number): View {
  const shown = pageOf(companies, page, limits.pageSize)
  const rows: Row[] = shown.items.map((company) => [
    button(`${company.name} · ${company.inn}`, to.company.data({ company: company.id })),
  ])
  rows.push(...pager(shown.page, shown.pages, (next) => to.companies.data({ page: next })))
  rows.push([button(ui.label('people.colleagues.invite'), decide.invite.data({ role: memberRoles.indexOf('owner') }))])
  const body = companies.length === 0 ? [ui.t('dealers.none')] : []
  return screen(ui, {
    id: 'dealers',
    title: ui.t('dealers.title', { count: companies.length }),
    body,
    rows,
    self: to.companies.data({ page: shown.page }),
    back: to.desk.data(),
  })
}

export function companyView(ui: Ui, card: CompanyCard): View {
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
    [
      button(
        ui.label('people.colleagues.invite'),
        decide.invite.data({ company: company.id, role: memberRoles.indexOf(role) }),
      ),
    ],
    ...paired([
      button(ui.label('start.invoices'), to.invoices.data({ company: company.id })),
      button(ui.label('dealers.settlements'), to.settlements.data({ company: company.id })),
      button(ui.label('dealers.changePrice'), to.companyPrice.data({ company: company.id })),
      button(ui.label('dealers.changeDays'), to.companyDeferral.data({ company: company.id })),
      button(ui.label('dealers.changeLimit'), to.companyLimit.data({ company: company.id })),
    ]),
  ]
  return screen(ui, {
    id: 'dealer',
    title: `🏢 ${html(company.name)}`,
    body,
    rows,
    self: to.company.data({ company: company.id }),
    back: to.companies.data(),
  })
}

export function companyPriceView(ui: Ui, { company, priceTypes }: CompanyCard): View {
  const rows = priceTypes
    .slice(0, 12)
    .map(({ id, name }) => [
      button(
        `${id === company.priceTypeId ? '✓ ' : ''}${name}`,
        decide.priceType.data({ company: company.id, priceType: id }),
      ),
    ])
  return screen(ui, {
    id: 'dealer',
    title: `🏢 ${html(company.name)}`,
    body: [ui.t('dealers.changePrice')],
    rows,
    self: to.companyPrice.data({ company: company.id }),
    back: to.company.data({ company: company.id }),
  })
}

export function companyQuestionView(ui: Ui, { company }: CompanyCard, what: 'days' | 'limit'): View {
  const route = what === 'days' ? to.companyDeferral : to.companyLimit
  const parts = {
    id: 'dealer',
    self: route.data({ company: company.id }),
    back: to.company.data({ company: company.id }),
  } as const
  return screen(ui, { ...parts, title: `🏢 ${html(company.name)}`, body: [ui.t(`dealers.ask.${what}`)] })
}
