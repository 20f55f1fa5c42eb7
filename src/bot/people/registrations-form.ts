import type { Answer } from '#bot/kit/answer.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { seeRegistration, tellCompanyName, tellInn, tellPhone } from '#services/people/registrations.ts'
import { askCompanyView, askInnView, askPhoneView, submittedView, welcomeView } from './registrations-view.ts'

/** Step 1: the sender's own contact, by the button. */
export async function phone(ctx: BotContext): Promise<Answer> {
  const { t } = ctx.ui
  const contact = ctx.message?.contact
  const again = { name: 'phone', args: [] }
  if (!contact) return { view: { ...askPhoneView(ctx.ui), text: t('people.registration.typedPhone') }, next: again }
  const told = await tellPhone(ctx.deps, ctx.actor, { phone: contact.phone_number, userId: contact.user_id ?? null })
  if (told.ok) return { view: askInnView(ctx.ui), next: { name: 'inn', args: [] } }
  if (told.reason === 'submitted')
    return { view: { text: t('people.registration.alreadySubmitted'), removeKeyboard: true } }
  const text = t(told.reason === 'not_own' ? 'people.registration.notOwn' : 'people.registration.badPhone')
  return { view: { ...askPhoneView(ctx.ui), text }, next: again }
}

/** Step 2: the INN, with its check digits. */
export async function inn(ctx: BotContext): Promise<Answer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const told = await tellInn(ctx.deps, ctx.actor, typed)
  if (told.ok) return { view: askCompanyView(ctx.ui), next: { name: 'companyName', args: [] } }
  if (told.reason === 'submitted') return { view: { text: t('people.registration.alreadySubmitted') } }
  const texts = { not_digits: 'innNotDigits', length: 'innLength', checksum: 'innChecksum' }
  const text = t(`people.registration.${texts[told.problem]}`, { typed: typed.slice(0, 40), digits: told.digits })
  return { view: { text }, next: { name: 'inn', args: [] } }
}

/** Step 3: the name; then a manager decides, unless one has invited him. */
export async function companyName(ctx: BotContext): Promise<Answer> {
  const { t } = ctx.ui
  const told = await tellCompanyName(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (told.ok) {
    const registration = await seeRegistration(ctx.deps, ctx.actor)
    return { view: told.company ? welcomeView(ctx.ui, told.company) : submittedView(ctx.ui, registration) }
  }
  if (told.reason === 'submitted') return { view: { text: t('people.registration.alreadySubmitted') } }
  if (told.reason === 'incomplete') return { view: askPhoneView(ctx.ui), next: { name: 'phone', args: [] } }
  return { view: { text: t('people.registration.badName') }, next: { name: 'companyName', args: [] } }
}
