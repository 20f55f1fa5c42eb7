import type { Ui, View } from '#bot/kit/context.ts'
import { code, html } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { StaffMember } from '#db/people/people.ts'
import { staffRoles } from '#domain/policy.ts'

/** The staff and their roles; the administrator gives and takes them. */
export function staffView(ui: Ui, staff: readonly StaffMember[]): View {
  const people = new Map<number, StaffMember[]>()
  for (const row of staff) people.set(row.userId, [...(people.get(row.userId) ?? []), row])
  const name = ([first]: StaffMember[], id: number) => first?.firstName || String(id)
  const body = [...people].map(
    ([id, roles]) =>
      `• ${html(name(roles, id))} (${code(String(id))}): ${roles.map(({ role }) => ui.t(`people.role.${role}`)).join(', ')}`,
  )
  const rows = [...people]
    .slice(0, 8)
    .map(([id, roles]) => [button(`${name(roles, id)} · ${id}`, to.staffPerson.data({ user: id }))])
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
        decide.staff.data({ user: userId, role: i, give: has ? 0 : 1 }),
      ),
    ]
  })
  const title = `👤 ${html(own[0]?.firstName || String(userId))}`
  return screen(ui, {
    id: 'staff',
    title,
    body: [code(String(userId))],
    rows,
    self: to.staffPerson.data({ user: userId }),
    back: to.staff.data(),
  })
}
