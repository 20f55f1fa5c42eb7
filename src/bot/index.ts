import { conversations, createConversation } from '@grammyjs/conversations'
import { sequentialize } from '@grammyjs/runner'
import { Bot, type BotConfig } from 'grammy'
import { catalog } from '#bot/catalog/catalog.ts'
import { comparisons } from '#bot/catalog/comparisons.ts'
import { facets } from '#bot/catalog/facets.ts'
import { filters } from '#bot/catalog/filters.ts'
import { createInline } from '#bot/catalog/inline.ts'
import { products } from '#bot/catalog/products.ts'
import { savedSelections } from '#bot/catalog/saved-selections.ts'
import { desk } from '#bot/desk/desk.ts'
import { setAside } from '#bot/desk/set-aside.ts'
import { imports } from '#bot/imports/imports.ts'
import type { BotContext, BotDeps } from '#bot/kit/context.ts'
import { shell } from '#bot/kit/shell.ts'
import { PAUSES_MS, patience } from '#bot/middleware/again.ts'
import { boundary } from '#bot/middleware/boundary.ts'
import { escapeHatch } from '#bot/middleware/escape.ts'
import { inForeground } from '#bot/middleware/foreground.ts'
import { cardsOpened } from '#bot/middleware/invoice-message.ts'
import { conversationStorage } from '#bot/middleware/storage.ts'
import { wayBack } from '#bot/middleware/way-back.ts'
import { who } from '#bot/middleware/who.ts'
import { payments } from '#bot/money/payments.ts'
import { settlements } from '#bot/money/settlements.ts'
import { analogues } from '#bot/orders/analogues.ts'
import { carts } from '#bot/orders/carts.ts'
import { invoices } from '#bot/orders/invoices.ts'
import { pastedOrders } from '#bot/orders/pasted-orders.ts'
import { quantities } from '#bot/orders/quantities.ts'
import { requisites } from '#bot/orders/requisites.ts'
import { savedLists } from '#bot/orders/saved-lists.ts'
import { colleagues } from '#bot/people/colleagues.ts'
import { companies } from '#bot/people/companies.ts'
import { registrations } from '#bot/people/registrations.ts'
import { settings } from '#bot/people/settings.ts'
import { staff } from '#bot/people/staff.ts'
import { claims } from '#bot/reserve/claims.ts'
import { extensions } from '#bot/reserve/extensions.ts'
import { managerHolds } from '#bot/reserve/holds.ts'
import { reservations } from '#bot/reserve/reservations.ts'
import { ask, goesOn } from '#bot/roof/ask.ts'
import { edits } from '#bot/roof/edits.ts'
import { files } from '#bot/roof/files.ts'
import { help } from '#bot/roof/help.ts'
import { leftForms } from '#bot/roof/left-forms.ts'
import { mainMenu } from '#bot/roof/menu.ts'
import { start } from '#bot/roof/start.ts'
import { texts } from '#bot/roof/texts.ts'
import { drafts } from '#bot/shipping/drafts.ts'
import { passes } from '#bot/shipping/passes.ts'
import { shipments } from '#bot/shipping/shipments.ts'
import type { Log } from '#runtime/log.ts'

export interface BotGiven {
  token: string
  deps: BotDeps
  log: Log
  config: BotConfig<BotContext>
  download: BotContext['download']
  downloadTo: BotContext['downloadTo']
  inBackground: BotContext['inBackground']
  /** Pauses before a call to Telegram is repeated. */
  pausesMs?: readonly number[]
}

/** The bot as a list: the steps that an update passes, in this order. */
export function createBot({
  token,
  deps,
  log,
  config,
  download,
  downloadTo,
  inBackground,
  pausesMs,
}: BotGiven): Bot<BotContext> {
  const patient = patience(pausesMs ?? PAUSES_MS)
  const bot = new Bot<BotContext>(token, config)
  bot.use(boundary(log, deps.tokens))
  bot.use(inForeground(deps))
  bot.use(createInline(deps))
  const people = bot.chatType('private')
  people.use(sequentialize((ctx) => String(ctx.chatId)))
  people.use(patient)
  people.use(who(deps, log))
  people.use((ctx, next) => {
    Object.assign(ctx, { download, downloadTo, inBackground })
    return next()
  })
  people.use(wayBack)
  people.use(conversations({ storage: conversationStorage(deps), plugins: [patient] }))
  people.use(shell)
  people.use(edits)
  people.use(cardsOpened, escapeHatch)
  people.use(leftForms, goesOn, createConversation(ask))
  people.use(mainMenu)
  people.use(start, help, settings)
  people.use(catalog, filters, facets, savedSelections)
  people.use(products, quantities, analogues, comparisons, carts, pastedOrders, savedLists)
  people.use(invoices, requisites, reservations, extensions, claims, managerHolds)
  people.use(payments, drafts, shipments, passes, settlements)
  people.use(desk, setAside, companies, colleagues, registrations, staff, imports)
  people.use(files, texts)
  return bot
}
