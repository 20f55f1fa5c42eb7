import { parseArgs } from 'node:util'
import { type StaffRole, staffRoles } from '#domain/policy.ts'
import { giveRole, takeRole } from '#services/people/people.ts'
import { Complaint } from './complaint.ts'
import { runTool, withDeps } from './terminal.ts'

const help = `npm run staff -- --user ID --role manager|support|admin [--remove]

Gives a person a staff role, or takes it with --remove. It counts from that person's next press on.

  --user ID    the person's Telegram id, for example 1234567
  --role ROLE  manager, support or admin
  --remove     take the role instead
  --help       this text`

await runTool(help, async () => {
  const { values } = parseArgs({
    options: { user: { type: 'string' }, role: { type: 'string' }, remove: { type: 'boolean', default: false } },
  })
  const userId = userIdOf(values.user)
  const role = roleOf(values.role)
  await withDeps(async (deps) => {
    const change = values.remove ? await takeRole(deps, null, userId, role) : await giveRole(deps, null, userId, role)
    if (!change.ok) throw new Complaint(`Not changed: ${change.reason}`)
    console.log(said(userId, role, values.remove, change.changed))
  })
})

function userIdOf(text: string | undefined): number {
  if (text === undefined) throw new Complaint('--user is missing: a Telegram id, for example --user 1234567')
  if (/^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text)
  throw new Complaint(`--user ${text}: a Telegram id is digits only, for example 1234567`)
}

function roleOf(text: string | undefined): StaffRole {
  const role = staffRoles.find((name) => name === text)
  if (role) return role
  const what = text === undefined ? '--role is missing' : `--role ${text}`
  throw new Complaint(`${what}: ${staffRoles.join(', ')}, for example --role manager`)
}

function said(userId: number, role: StaffRole, removed: boolean, changed: boolean): string {
  if (removed) return changed ? `${userId}: no longer ${role}` : `${userId}: was not ${role}`
  return changed ? `${userId}: ${role} from now on` : `${userId}: is ${role} already`
}
