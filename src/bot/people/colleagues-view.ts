import type { Ui, View } from '#bot/kit/context.ts'
import { date, html } from '#bot/kit/format.ts'
import { askOnce, button, danger, paired, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { Company } from '#db/people/companies.ts'
import type { Member } from '#db/people/people.ts'
import { type MemberRole, memberRoles } from '#domain/policy.ts'
import type { CompanyCard } from '#services/people/companies.ts'

export function invitationView(
  ui: Ui,
  invite: { link: string; expiresAt: number; role: string; company: Company | null },
): View {
  const { link, expiresAt, role, company } = invite
  const text = [
    company
      ? ui.t('people.invitation.title', { company: company.name, role: ui.t(`people.role.${role}`) })
      : ui.t('people.invitation.newDealer'),
    html(link),
    ui.t('people.invitation.terms', { date: date(ui, expiresAt) }),
  ]
  const others = company ? memberRoles.filter((other) => other !== role) : []
  const rows = others.map((other) =>
    button(
      ui.label('people.invitation.forRole', { role: ui.label(`people.role.${other}`) }),
      decide.invite.data({ company: company?.id ?? null, role: memberRoles.indexOf(other) }),
    ),
  )
  const share = { text: ui.label('people.invitation.copy'), copy_text: { text: link } }
  return { text: text.join('\n'), buttons: [[share], ...paired(rows)] }
}

/** A company as its owner sees it: the members, and the way to invite another. */
export function colleaguesView(ui: Ui, card: CompanyCard, ownId: number): View {
  const body = [ui.t('people.colleagues.count', { count: card.members.length }), ...memberLines(ui, card)]
  const rows = card.members
    .filter((member) => member.userId !== ownId)
    .slice(0, 5)
    .map((member) => [
      button(
        ui.label('people.colleagues.dismiss', { name: member.firstName || String(member.userId) }),
        to.dismiss.data({ company: card.company.id, user: member.userId }),
      ),
    ])
  return screen(ui, {
    id: 'colleagues',
    title: ui.t('people.colleagues.title', { company: card.company.name }),
    body,
    rows: [[button(ui.label('people.colleagues.invite'), to.inviteRole.data({ company: card.company.id }))], ...rows],
    self: to.colleagues.data(),
    back: to.settings.data(),
  })
}

const invited = ['buyer', 'accountant', 'owner'] as const satisfies readonly MemberRole[]

/** «Пригласить»: the role is asked before the link is made. */
export function inviteRoleView(ui: Ui, { company }: CompanyCard): View {
  const rows = invited.map((role) => [
    button(
      ui.label(`people.role.${role}`),
      decide.invite.data({ company: company.id, role: memberRoles.indexOf(role) }),
    ),
  ])
  return screen(ui, {
    id: 'colleagues',
    title: ui.t('people.invitation.roleTitle', { company: company.name }),
    body: invited.map((role) => ui.t(`people.invitation.role.${role}`)),
    rows,
    self: to.inviteRole.data({ company: company.id }),
    back: to.colleagues.data(),
  })
}

/** Asks once before a colleague is shut out. */
export function dismissView(ui: Ui, { company }: CompanyCard, member: Member): View {
  const name = member.firstName || String(member.userId)
  const args = { company: company.id, user: member.userId }
  return askOnce(ui, {
    title: ui.t('people.colleagues.dismissTitle', { name, company: company.name }),
    body: [ui.t('people.colleagues.dismissFollows')],
    yes: danger(ui.label('people.colleagues.confirmDismiss', { name }), decide.dismiss.data(args)),
    self: to.dismiss.data(args),
    back: to.colleagues.data(),
  })
}

export function memberLines(ui: Ui, card: CompanyCard): string[] {
  return card.members.map(({ firstName, username, userId, role }) => {
    const name = html(firstName || String(userId))
    return `• ${name}${username ? ` (@${html(username)})` : ''}: ${ui.t(`people.role.${role}`)}`
  })
}
