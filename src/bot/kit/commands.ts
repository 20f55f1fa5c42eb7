import type { Api } from 'grammy'
import { type Actor, isStaff, may } from '#domain/policy.ts'
import { locales, type Texts, translator } from '#i18n.ts'
import type { Log } from '#runtime/log.ts'

const forEverybody = ['start', 'help', 'settings'] as const
const forDealers = ['catalog', 'search', 'cart', 'invoices', 'reserves', 'shipments', 'settlements'] as const

/** The commands of a person's menu: only those that do something for this person. */
function commandsOf(actor: Actor): string[] {
  const names: string[] = ['start']
  if (actor.companyId !== null) {
    names.push(...forDealers.filter((name) => name !== 'cart' || may(actor, 'order')))
  } else if (isStaff(actor)) names.push('catalog', 'search')
  if (may(actor, 'desk.see')) names.push('desk')
  if (may(actor, 'companies.manage')) names.push('dealers')
  if (may(actor, 'catalog.import')) names.push('import')
  if (may(actor, 'staff.manage')) names.push('staff')
  return [...names, 'help', 'settings', 'cancel']
}

/** Per running bot (its database): the last menu of each person; a restart forgets it, and only sets it once more. */
const known = new WeakMap<object, Map<number, string>>()

/** Sets a person's menu when the roles or the language have changed. A failure is logged: menus are a convenience. */
export async function syncCommands(db: object, api: Api, log: Log, actor: Actor, texts: Texts): Promise<void> {
  const menus = known.get(db) ?? new Map<number, string>()
  known.set(db, menus)
  const names = commandsOf(actor)
  const signature = `${texts.locale}:${names.join()}`
  if (menus.get(actor.id) === signature) return
  menus.set(actor.id, signature)
  try {
    await api.setMyCommands(describe(texts, names), { scope: { type: 'chat', chat_id: actor.id } })
  } catch (error) {
    menus.delete(actor.id)
    log.warn({ error, userId: actor.id }, 'the command menu was not set')
  }
}

/** Sets the menu of people who have not written yet. */
export async function setDefaultCommands(api: Api): Promise<void> {
  for (const locale of locales) {
    const commands = describe(translator(locale), forEverybody)
    await api.setMyCommands(commands, locale === 'ru' ? {} : { language_code: locale })
  }
}

function describe(texts: Texts, names: readonly string[]) {
  return names.map((command) => ({ command, description: texts.label(`commands.${command}`) }))
}
