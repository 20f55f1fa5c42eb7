import { Menu } from '@grammyjs/menu'
import { showCategory, showSearch } from '#bot/catalog/catalog.ts'
import { showDesk } from '#bot/desk/desk.ts'
import { showImport } from '#bot/imports/imports.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { to } from '#bot/kit/routes.ts'
import { showSettlements } from '#bot/money/settlements.ts'
import { showCart } from '#bot/orders/carts.ts'
import { showInvoice, showInvoices } from '#bot/orders/invoices.ts'
import { showCompanies } from '#bot/people/companies.ts'
import { showSettings } from '#bot/people/settings.ts'
import { showStaff } from '#bot/people/staff.ts'
import { showReserves } from '#bot/reserve/reservations.ts'
import { showShipments } from '#bot/shipping/shipments.ts'
import { type Actor, may } from '#domain/policy.ts'
import { seeHome } from '#services/desk/home.ts'
import { showHelp } from './help.ts'
import { articleView } from './help-view.ts'

interface Entry {
  label: (ctx: BotContext) => string
  show: (ctx: BotContext) => Promise<void>
}

const counted = (key: string, count: (ctx: BotContext) => number | undefined) => (ctx: BotContext) => {
  const number = count(ctx)
  return number ? `${ctx.ui.label(key)} · ${number}` : ctx.ui.label(key)
}
const plain = (key: string) => (ctx: BotContext) => ctx.ui.label(key)

/** Only where there is one. When a button is pressed it is there in any case, so that the others keep their places. */
const last: Entry = {
  label: ({ ui, home }) => {
    const invoice = home?.dealer?.lastInvoice
    return home && !invoice ? '' : ui.label('start.lastInvoice', { number: invoice?.number ?? '' })
  },
  show: showLastInvoice,
}

/** The rows of the main menu for this person: only those that do something for this person. */
function rows(actor: Actor): Entry[][] {
  const found: Entry[][] = []
  if (may(actor, 'desk.see')) {
    found.push([{ label: counted('start.desk', (ctx) => ctx.home?.waiting ?? undefined), show: showDesk }])
  }
  if (may(actor, 'catalog.see')) {
    found.push([
      { label: plain('start.search'), show: showSearch },
      { label: plain('start.catalog'), show: (ctx) => showCategory(ctx, null, 0) },
    ])
  }
  if (actor.companyId !== null) {
    const cart = {
      label: counted('start.cart', (ctx) => ctx.home?.dealer?.cartLines),
      show: (ctx: BotContext) => showCart(ctx, 0),
    }
    const invoices = {
      label: counted('start.invoices', (ctx) => ctx.home?.dealer?.awaitedInvoices),
      show: (ctx: BotContext) => showInvoices(ctx, 0, null),
    }
    found.push(may(actor, 'order') ? [cart, invoices] : [invoices])
    found.push([
      {
        label: counted('start.reservesButton', (ctx) => ctx.home?.dealer?.reserves),
        show: (ctx: BotContext) => showReserves(ctx),
      },
      { label: plain('start.shipments'), show: (ctx) => showShipments(ctx, 0) },
    ])
    found.push([{ label: plain('start.settlements'), show: (ctx) => showSettlements(ctx, null) }, last])
  }
  const office: Entry[] = []
  if (may(actor, 'companies.manage'))
    office.push({ label: plain('start.dealers'), show: (ctx) => showCompanies(ctx, 0) })
  if (may(actor, 'catalog.import')) office.push({ label: plain('start.import'), show: showImport })
  if (office.length > 0) found.push(office)
  if (may(actor, 'staff.manage')) found.push([{ label: plain('start.staff'), show: (ctx) => showStaff(ctx) }])
  found.push([
    { label: plain('start.settings'), show: showSettings },
    { label: plain('start.help'), show: showHelp },
  ])
  found.push([{ label: plain('common.more'), show: showMore }])
  return found
}

/** The newest one at the time of the press. */
async function showLastInvoice(ctx: BotContext): Promise<void> {
  const { dealer } = await seeHome(ctx.deps, ctx.actor)
  await (dealer?.lastInvoice ? showInvoice(ctx, dealer.lastInvoice.id) : showInvoices(ctx, 0, null))
}

function showMore(ctx: BotContext): Promise<void> {
  const article = ctx.actor.companyId === null ? 'start_staff' : 'start'
  return ctx.show(articleView(ctx.ui, article, to.start.data()))
}

/** The root of navigation. Counts in its labels may be stale at a press: only roles and language invalidate it. */
export const mainMenu = new Menu<BotContext>('main', {
  autoAnswer: false,
  fingerprint: (ctx) => `${ctx.ui.locale}:${ctx.actor.companyId === null ? '' : 'dealer'}:${ctx.actor.roles.join()}`,
  onMenuOutdated: async (ctx) => {
    await ctx.toast(ctx.ui.label('common.stale'))
    ctx.menu.update()
  },
}).dynamic((ctx, range) => {
  for (const row of rows(ctx.actor)) {
    for (const { label, show } of row) if (label(ctx) !== '') range.text(label, (pressed) => show(pressed))
    range.row()
  }
})
