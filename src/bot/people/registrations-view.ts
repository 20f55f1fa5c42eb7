import type { Ui, View } from '#bot/kit/context.ts'
import { code } from '#bot/kit/format.ts'
import { askReason, button, miniHint, pageOf, pager, reasonLine, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { PriceType } from '#db/catalog/catalog.ts'
import type { Company, Registration } from '#db/people/companies.ts'
import { limits } from '#domain/limits.ts'
import type { MemberRole } from '#domain/policy.ts'
import type { Reason } from '#domain/reasons.ts'
import { formatPhone } from '#services/people/phones.ts'
import type { RegistrationCard } from '#services/people/registrations.ts'

/** The screen of an unknown person: the purpose of the bot, and the way in. No prices, no stock. */
export function newcomerView(ui: Ui, registration: Registration): View {
  const seller = ui.seller.shortName
  const parts = { id: 'newcomer', title: ui.t('people.newcomer.title', { seller }), self: to.start.data() } as const
  if (registration.submittedAt !== null) {
    const { companyName, inn } = registration
    const withdraw = button(ui.label('people.registration.withdraw'), decide.withdraw.data())
    return screen(ui, {
      ...parts,
      body: ['', ui.t('people.registration.waiting', { companyName, inn })],
      rows: [[withdraw]],
    })
  }
  const body = [
    '',
    ...(registration.refusedAt === null
      ? [ui.t('people.newcomer.body', { seller })]
      : [ui.t('people.registration.refused'), ...reasonLine(ui, 'registration', refusalOf(registration))]),
  ]
  return screen(ui, { ...parts, body, rows: [[button(ui.label('people.newcomer.register'), to.register.data())]] })
}

/** The first two steps show and remove a keyboard, with which Telegram allows no «Подробнее». */
export function askPhoneView(ui: Ui): View {
  return { text: stepText(ui, 'askPhone'), contactButton: ui.label('people.registration.sendPhone') }
}

export function askInnView(ui: Ui): View {
  return { text: stepText(ui, 'askInn'), removeKeyboard: true }
}

export function askCompanyView(ui: Ui): View {
  const last = screen(ui, { id: 'registration', title: '', self: to.register.data(), back: to.start.data() })
  return { ...last, text: stepText(ui, 'askCompany') }
}

function stepText(ui: Ui, step: 'askPhone' | 'askInn' | 'askCompany'): string {
  const [title = '', ...body] = ui.t(`people.registration.${step}`).split('\n')
  return [title, ...miniHint(ui, 'registration'), ...body].join('\n')
}

export function submittedView(ui: Ui, registration: { companyName: string; inn: string }): View {
  return { text: ui.t('people.registration.submitted', registration), removeKeyboard: true }
}

/** The welcome of a new dealer, or of a colleague: each reads what the role may do. */
export function welcomeView(ui: Ui, company: Company, role: MemberRole = 'owner'): View {
  const text = ui.t(`people.welcomeAs.${role}`, { company: company.name, seller: ui.seller.shortName })
  const first =
    role === 'accountant'
      ? button(ui.label('start.settlements'), to.settlements.data())
      : button(ui.label('start.catalog'), to.category.data())
  return {
    text,
    buttons: [[first], [button(ui.label('start.menu'), to.start.data())]],
  }
}

/** The manager's screen of a registration. */
export function registrationCardView(ui: Ui, card: RegistrationCard): View {
  const { registration, firstName, username, company, rivals } = card
  const body = [
    ui.t('people.card.company', { company: registration.companyName }),
    `${ui.t('people.card.inn')} ${code(registration.inn)}`,
    ui.t('people.card.phone', { phone: formatPhone(registration.phone) }),
    ui.t('people.card.person', { name: username ? `${firstName} (@${username})` : firstName }),
  ]
  if (company) body.push(ui.t('people.card.joins', { company: company.name }))
  for (const { companyName } of rivals) body.push(ui.t('people.card.rival', { company: companyName }))
  const rows = [
    [
      button(
        ui.label('people.card.approve'),
        decide.approve.data({ user: registration.userId, joins: company?.id ?? 0 }),
      ),
    ],
    [button(ui.label('people.card.refuse'), to.refuse.data({ user: registration.userId }))],
  ]
  return screen(ui, {
    id: 'registrations',
    title: ui.t('people.card.title'),
    body,
    rows,
    self: to.registration.data({ user: registration.userId }),
    back: to.registrations.data(),
  })
}

export function refuseRegistrationView(
  ui: Ui,
  { registration: { userId: user, companyName } }: RegistrationCard,
): View {
  return askReason(ui, {
    about: 'registration',
    title: ui.t('people.card.askReason', { company: companyName }),
    refuse: (reason) => decide.refuse.data({ user, reason }),
    self: to.refuse.data({ user }),
    back: to.registration.data({ user }),
  })
}

/** The decision on the registration screen itself. */
export function decidedView(ui: Ui, company: Company | null): View {
  const text = company ? ui.t('people.card.approved', { company: company.name }) : ui.t('people.card.refused')
  const rows = company ? [[button(ui.label('dealers.card'), to.company.data({ company: company.id }))]] : []
  return { text: `<b>${ui.t('people.card.title')}</b>\n${text}`, buttons: rows }
}

/** The refusal as the person is told of it. */
export function refusedView(ui: Ui, registration: Registration): View {
  const text = [ui.t('people.refusedNotice'), ...reasonLine(ui, 'registration', refusalOf(registration))]
  return { text: text.join('\n'), buttons: [[button(ui.label('people.registration.again'), to.register.data())]] }
}

function refusalOf({ refusedPrepared: prepared, refusedText: text }: Registration): Reason {
  return { prepared, text }
}

export function registrationsView(ui: Ui, registrations: readonly Registration[], page: number): View {
  const shown = pageOf(registrations, page, limits.pageSize)
  const rows = [
    ...shown.items.map((row) => [button(row.companyName, to.registration.data({ user: row.userId }))]),
    ...pager(shown.page, shown.pages, (next) => to.registrations.data({ page: next })),
  ]
  const body = [
    registrations.length === 0
      ? ui.t('people.card.none')
      : ui.t('people.card.waiting', { count: registrations.length }),
  ]
  return screen(ui, {
    id: 'registrations',
    title: ui.t('people.card.title'),
    body,
    rows,
    self: to.registrations.data({ page: shown.page }),
    back: to.desk.data(),
  })
}

/** The choice of a new company's price type, if none is surely the dealers'. */
export function priceChoiceView(
  ui: Ui,
  { registration, priceTypes }: { registration: Registration; priceTypes: readonly PriceType[] },
): View {
  const { userId, companyName } = registration
  const rows = priceTypes
    .slice(0, 7)
    .map(({ id, name }) => [button(name, decide.approve.data({ user: userId, priceType: id, joins: 0 }))])
  return screen(ui, {
    id: 'registrations',
    title: ui.t('people.card.title'),
    body: [ui.t('people.card.choosePrice', { company: companyName })],
    rows,
    self: to.registration.data({ user: userId }),
    back: to.registration.data({ user: userId }),
  })
}
