import { conversations, createConversation } from '@grammyjs/conversations'
import { sequentialize } from '@grammyjs/runner'
import { Bot, type BotConfig } from 'grammy'
import type { Log } from '../log.ts'
import type { Deps } from '../services/deps.ts'
import type { BotContext } from './context.ts'
import { analogues } from './features/analogues.ts'
import { carts } from './features/carts.ts'
import { catalog } from './features/catalog.ts'
import { comparisons } from './features/comparisons.ts'
import { edits } from './features/edits.ts'
import { facets } from './features/facets.ts'
import { files } from './features/files.ts'
import { filters } from './features/filters.ts'
import { help } from './features/help.ts'
import { createInline } from './features/inline.ts'
import { invoices } from './features/invoices.ts'
import { desk } from './features/manager/desk.ts'
import { imports } from './features/manager/imports.ts'
import { registrations } from './features/manager/registrations.ts'
import { staff } from './features/manager/staff.ts'
import { payments } from './features/payments.ts'
import { products } from './features/products.ts'
import { quickOrders } from './features/quick-orders.ts'
import { reservations } from './features/reservations.ts'
import { reserveCards } from './features/reserve-cards.ts'
import { savedLists } from './features/saved-lists.ts'
import { savedSelections } from './features/saved-selections.ts'
import { settlements } from './features/settlements.ts'
import { shipments } from './features/shipments.ts'
import { start } from './features/start.ts'
import { texts } from './features/texts.ts'
import { ask } from './forms/ask.ts'
import { conversationStorage } from './forms/storage.ts'
import { mainMenu } from './menus/main.ts'
import { PAUSES_MS, patience } from './middleware/again.ts'
import { boundary } from './middleware/boundary.ts'
import { cardsOpened } from './middleware/cards.ts'
import { escapeHatch } from './middleware/escape.ts'
import { inForeground } from './middleware/foreground.ts'
import { shell } from './middleware/shell.ts'
import { who } from './middleware/who.ts'

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
