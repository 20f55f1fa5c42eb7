import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refused } from '#bot/kit/refusals.ts'
import { typedReason } from '#domain/reasons.ts'
import { refuseRegistration } from '#services/people/approvals.ts'
import { seeRegistration, tellCompanyName, tellInn, tellPhone } from '#services/people/registrations.ts'
import {
  askCompanyView,
  askInnView,
  askPhoneView,
  decidedView,
  submittedView,
  welcomeView,
} from './registrations-view.ts'

/** Step 1: the sender's own contact, by the button. */
export async function phone(ctx: BotContext): Promise<FormAnswer> {
  const { t } = ctx.ui
  const contact = ctx.message?.contact
  const again = asked.phone()
  if (!contact) return { view: { ...askPhoneView(ctx.ui), text: t('people.registration.typedPhone') }, next: again }
  const answered = await tellPhone(ctx.deps, ctx.actor, {
    phone: contact.phone_number,
    userId: contact.user_id ?? null,
  })
  if (answered.ok) return { view: askInnView(ctx.ui), next: asked.inn() }
  if (answered.reason === 'submitted')
    return { view: { text: t('people.registration.alreadySubmitted'), removeKeyboard: true } }
  const text = t(answered.reason === 'not_own' ? 'people.registration.notOwn' : 'people.registration.badPhone')
  return { view: { ...askPhoneView(ctx.ui), text }, next: again }
}

/** Step 2: the INN, with its check digits. */
export async function inn(ctx: BotContext): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const { t } = ctx.ui
  const answered = await tellInn(ctx.deps, ctx.actor, typed)
  if (answered.ok) return { view: askCompanyView(ctx.ui), next: asked.companyName() }
  if (answered.reason === 'submitted') return { view: { text: t('people.registration.alreadySubmitted') } }
  const texts = { not_digits: 'innNotDigits', length: 'innLength', checksum: 'innChecksum' }
  const text = t(`people.registration.${texts[answered.problem]}`, {
    typed: typed.slice(0, 40),
    digits: answered.digits,
  })
  return { view: { text }, next: asked.inn() }
}

/** Step 3: the name; then a manager decides, unless one has invited the person. */
export async function companyName(ctx: BotContext): Promise<FormAnswer> {
  const { t } = ctx.ui
  const answered = await tellCompanyName(ctx.deps, ctx.actor, ctx.message?.text ?? '')
  if (answered.ok) {
    const registration = await seeRegistration(ctx.deps, ctx.actor)
    return { view: answered.company ? welcomeView(ctx.ui, answered.company) : submittedView(ctx.ui, registration) }
  }
  if (answered.reason === 'submitted') return { view: { text: t('people.registration.alreadySubmitted') } }
  if (answered.reason === 'incomplete') return { view: askPhoneView(ctx.ui), next: asked.phone() }
  return { view: { text: t('people.registration.badName') }, next: asked.companyName() }
}

/** Why a manager refuses a registration. */
export async function registrationReason(
  ctx: BotContext,
  { user }: About<typeof asked.registrationReason>,
): Promise<FormAnswer> {
  const reason = typedReason(ctx.message?.text ?? '')
  const decision = await refuseRegistration(ctx.deps, ctx.actor, user, reason)
  if (decision.ok) return { view: decidedView(ctx.ui, null) }
  return decision.reason === 'decided' ? { view: { text: ctx.ui.t('people.card.decided') } } : refused(ctx, decision)
}
