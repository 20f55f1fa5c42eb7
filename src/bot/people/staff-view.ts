import type { Ui, View } from '#bot/kit/context.ts'
import { code, html } from '#bot/kit/format.ts'
import { askOnce, button, danger, pageOf, pager, primary, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { StaffMember, User } from '#db/people/people.ts'
import { limits } from '#domain/limits.ts'
import { type StaffRole, staffRoles } from '#domain/policy.ts'

/** The staff and their roles; the administrator gives and takes them. */
export function staffView(ui: Ui, staff: readonly StaffMember[], page: number): View {
  const people = new Map<number, StaffMember[]>()
  for (const row of staff) people.set(row.userId, [...(people.get(row.userId) ?? []), row])
  const name = ([first]: StaffMember[], id: number) => first?.firstName || String(id)
  const body = [...people].map(
    ([id, roles]) =>
      `• ${html(name(roles, id))} (${code(String(id))}): ${roles.map(({ role }) => ui.t(`people.role.${role}`)).join(', ')}`,
  )
  const shown = pageOf([...people], page, limits.pageSize)
  const rows = [
    ...shown.items.map(([id, roles]) => [button(`${name(roles, id)} · ${id}`, to.staffPerson.data({ user: id }))]),
    ...pager(shown.page, shown.pages, (next) => to.staff.data({ page: next })),
  ]
  return screen(ui, {
    id: 'staff',
    title: ui.t('staff.title'),
    body: [...body, '', ui.t('staff.ask')],
    rows,
    self: to.staff.data({ page: shown.page }),
    back: to.start.data(),
  })
}

export function staffPersonView(
  ui: Ui,
  userId: number,
  { staff, person }: { staff: readonly StaffMember[]; person: User | null },
): View {
  const own = staff.filter((row) => row.userId === userId)
  const rows = staffRoles.map((role, i) => {
    const has = own.some((row) => row.role === role)
    return [
      button(
        ui.label(has ? 'staff.take' : 'staff.give', { role: ui.label(`people.role.${role}`) }),
        to.staffRole.data({ user: userId, role: i, give: has ? 0 : 1 }),
      ),
    ]
  })
  const known = own.length > 0 || (person?.firstName ?? '') !== ''
  const title = `👤 ${html(nameOf(person, userId))}`
  return screen(ui, {
    id: 'staff',
    title,
    body: [code(String(userId)), ...(known ? [] : [ui.t('staff.unknown')])],
    rows,
    self: to.staffPerson.data({ user: userId }),
    back: to.staff.data(),
  })
}

/** Asks once before a role is given or taken. */
export function staffRoleView(
  ui: Ui,
  { userId: user, role, give, person }: { userId: number; role: StaffRole; give: boolean; person: User | null },
): View {
  const name = nameOf(person, user)
  const values = { role: ui.label(`people.role.${role}`), name }
  const args = { user, role: staffRoles.indexOf(role), give: give ? 1 : 0 }
  const data = decide.staff.data(args)
  const follows = give ? [ui.t(`staff.follows.${role}`)] : [ui.t('staff.follows.taken')]
  return askOnce(ui, {
    title: ui.t(give ? 'staff.giveTitle' : 'staff.takeTitle', values),
    body: [...follows, ...(give && !person?.firstName ? [ui.t('staff.unknown')] : [])],
    yes: give
      ? primary(ui.label('staff.confirmGive', values), data)
      : danger(ui.label('staff.confirmTake', values), data),
    self: to.staffRole.data(args),
    back: to.staffPerson.data({ user }),
  })
}

function nameOf(person: User | null, userId: number): string {
  return person?.firstName || String(userId)
}
