import { Composer } from 'grammy'
import { showCategory } from '#bot/catalog/catalog.ts'
import { showProduct } from '#bot/catalog/products.ts'
import { showShared } from '#bot/catalog/saved-selections.ts'
import { asked } from '#bot/kit/asked.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { toMessage } from '#bot/kit/shell.ts'
import { linkInserted, readStart, type StartLink } from '#bot/kit/start-links.ts'
import {
  askCompanyView,
  askInnView,
  askPhoneView,
  newcomerView,
  submittedView,
  welcomeView,
} from '#bot/people/registrations-view.ts'
import { showPassed } from '#bot/shipping/passes.ts'
import { isStaff, may } from '#domain/policy.ts'
import { seeHome } from '#services/desk/home.ts'
import { acceptInvitation } from '#services/people/invitations.ts'
import { seeRegistration, startRegistration, withdrawRegistration } from '#services/people/registrations.ts'
import { cancelledView } from './left-forms.ts'
import { mainMenu } from './menu.ts'
import { homeView } from './start-view.ts'

export const start = new Composer<BotContext>()

/** The first screen: the main menu for members and staff, the way in for everybody else. */
export async function showStart(ctx: BotContext): Promise<void> {
  if (ctx.actor.companyId === null && !isStaff(ctx.actor)) {
    return ctx.show(newcomerView(ctx.ui, await seeRegistration(ctx.deps, ctx.actor)))
  }
  ctx.home = await seeHome(ctx.deps, ctx.actor)
  await ctx.show(homeView(ctx.ui, ctx.home, ctx.person.user.firstName), mainMenu)
}

async function open(ctx: BotContext, link: StartLink): Promise<void> {
  if (typeof link === 'object' && 'pass' in link) return showPassed(ctx, link.pass)
  if (!may(ctx.actor, 'catalog.see')) return showStart(ctx)
  if (link === 'catalog') return showCategory(ctx, null, 0)
  if ('goods' in link) return showProduct(ctx, link.goods)
  await showShared(ctx, link.selection)
}

start.command('start', async (ctx) => {
  const token = ctx.match.trim()
  if (token === '') return showStart(ctx)
  const link = readStart(token)
  if (link) return open(ctx, link)
  const accepted = await acceptInvitation(ctx.deps, ctx.actor, token)
  if (!accepted.ok) {
    await ctx.reply(ctx.ui.t(`people.invitation.${accepted.reason}`))
    return showStart(ctx)
  }
  if (accepted.company) return ctx.show(welcomeView(ctx.ui, accepted.company, accepted.role))
  await ctx.reply(ctx.ui.t('people.invitation.register'))
  await ctx.ask(askPhoneView(ctx.ui), asked.phone())
})

// Its text must not be read as an order.
start.on('message', async (ctx, next) => {
  const link = linkInserted(ctx.message, ctx.me.id)
  await (link ? open(ctx, link) : next())
})

start.callbackQuery(to.start.pattern, showStart)

start.command('cancel', async (ctx) => {
  const { text, ...view } = cancelledView(ctx)
  await ctx.reply(text, toMessage({ text, ...view }))
  await showStart(ctx)
})

start.callbackQuery(decide.withdraw.pattern, async (ctx) => {
  const withdrawn = await withdrawRegistration(ctx.deps, ctx.actor)
  if (!withdrawn.ok) return ctx.refuse(ctx.ui.label('people.card.decided'))
  await ctx.toast(ctx.ui.label('people.registration.withdrawn'))
  await showStart(ctx)
})

/** Continues the registration at its last step. */
start.callbackQuery(to.register.pattern, async (ctx) => {
  const registration = await startRegistration(ctx.deps, ctx.actor)
  if (!registration) return ctx.refuse(ctx.ui.label('people.registration.alreadyMember'))
  if (registration.submittedAt !== null) return ctx.show(submittedView(ctx.ui, registration))
  if (registration.phone === '') return ctx.ask(askPhoneView(ctx.ui), asked.phone())
  if (registration.inn === '') return ctx.ask(askInnView(ctx.ui), asked.inn())
  await ctx.ask(askCompanyView(ctx.ui), asked.companyName())
})
