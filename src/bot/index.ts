import { conversations, createConversation } from '@grammyjs/conversations'
import { sequentialize } from '@grammyjs/runner'
import { Bot, type BotConfig } from 'grammy'
import { analogues } from '#bot/features/analogues.ts'
import { carts } from '#bot/features/carts.ts'
import { catalog } from '#bot/features/catalog.ts'
import { comparisons } from '#bot/features/comparisons.ts'
import { edits } from '#bot/features/edits.ts'
import { facets } from '#bot/features/facets.ts'
import { files } from '#bot/features/files.ts'
import { filters } from '#bot/features/filters.ts'
import { help } from '#bot/features/help.ts'
import { createInline } from '#bot/features/inline.ts'
import { invoices } from '#bot/features/invoices.ts'
import { desk } from '#bot/features/manager/desk.ts'
import { imports } from '#bot/features/manager/imports.ts'
import { registrations } from '#bot/features/manager/registrations.ts'
import { staff } from '#bot/features/manager/staff.ts'
import { payments } from '#bot/features/payments.ts'
import { products } from '#bot/features/products.ts'
import { quickOrders } from '#bot/features/quick-orders.ts'
import { reservations } from '#bot/features/reservations.ts'
import { reserveCards } from '#bot/features/reserve-cards.ts'
import { savedLists } from '#bot/features/saved-lists.ts'
import { savedSelections } from '#bot/features/saved-selections.ts'
import { settlements } from '#bot/features/settlements.ts'
import { shipments } from '#bot/features/shipments.ts'
import { start } from '#bot/features/start.ts'
import { texts } from '#bot/features/texts.ts'
import { ask } from '#bot/forms/ask.ts'
import { conversationStorage } from '#bot/forms/storage.ts'
import { mainMenu } from '#bot/menus/main.ts'
import { PAUSES_MS, patience } from '#bot/middleware/again.ts'
import { boundary } from '#bot/middleware/boundary.ts'
import { cardsOpened } from '#bot/middleware/cards.ts'
import { escapeHatch } from '#bot/middleware/escape.ts'
import { inForeground } from '#bot/middleware/foreground.ts'
import { shell } from '#bot/middleware/shell.ts'
import { who } from '#bot/middleware/who.ts'
import type { Log } from '#log.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { BotContext } from './context.ts'

export interface BotGiven {
  token: string
  deps: Deps
  log: Log
  config: BotConfig<BotContext>
  download: BotContext['download']
  downloadTo: BotContext['downloadTo']
  inBackground: BotContext['inBackground']
  /** Pauses before a call to Telegram is tried again. */
  pausesMs?: readonly number[]
}

/** The bot as a list: what an update passes through, in this order. */
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
  bot.use(boundary(log, deps.chance))
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
  people.use(conversations({ storage: conversationStorage(deps), plugins: [patient] }))
  people.use(shell)
  people.use(edits)
  people.use(cardsOpened, escapeHatch)
  people.use(createConversation(ask))
  people.use(mainMenu)
  people.use(start, help)
  people.use(catalog, filters, facets, savedSelections)
  people.use(products, analogues, comparisons, carts, quickOrders, savedLists)
  people.use(invoices, reservations, reserveCards, payments, shipments, settlements)
  people.use(desk, registrations, staff, imports)
  people.use(files, texts)
  return bot
}
