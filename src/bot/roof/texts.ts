import { Composer } from 'grammy'
import { keepQuery, search } from '#bot/catalog/catalog.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { button, type Row } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import { showInvoice } from '#bot/orders/invoices.ts'
import { pastedOrder, tellFoundList } from '#bot/orders/pasted-orders.ts'
import { showCompany } from '#bot/people/companies.ts'
import { companiesView } from '#bot/people/companies-view.ts'
import { showShipment } from '#bot/shipping/shipments.ts'
import type { Work } from '#bot/updates/background.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { parseDocumentNumber } from '#domain/document-numbers.ts'
import { parseInn } from '#domain/people/companies.ts'
import { isStaff, may } from '#domain/policy.ts'
import { draftOfText, type OrderDraft } from '#exchange/orders/draft.ts'
import { looksLikePastedOrder, parsePastedOrder } from '#exchange/orders/pasted-order.ts'
import { findsAnything, knowsArticle } from '#services/catalog/catalog.ts'
import { findByNumber } from '#services/orders/invoices.ts'
import { partLines } from '#services/orders/pasted-order-matching.ts'
import { seeCompanies } from '#services/people/companies.ts'
import { findShipmentNumbered } from '#services/shipping/shipments.ts'
import { showStart } from './start.ts'

/** Texts outside any form, and all updates that no other handler took. */
export const texts = new Composer<BotContext>()

texts.on('message:text', (ctx) => answerText(ctx, ctx.message.text))

/** Answers a text outside any form: an order, a number of something, or words to search by. */
export async function answerText(ctx: BotContext, typed: string): Promise<void> {
  const text = typed.trim()
  if (!may(ctx.actor, 'catalog.see')) return showStart(ctx)
  if (text.startsWith('/')) return ctx.refuse(ctx.ui.t('refusals.unknown_command'))
  if (await documentNumbered(ctx, text)) return
  if (isStaff(ctx.actor) && (await companyNamed(ctx, text))) return
  const draft = await orderIn(ctx, text)
  if (draft) return pastedOrder(ctx, { draft, isText: true, name: '' })
  if (text.length > catalogLimits.queryLength) {
    return ctx.refuse(ctx.ui.t('refusals.text_too_long', { length: text.length, most: catalogLimits.queryLength }))
  }
  await search(ctx, text)
}

/** A long typed list that an earlier process began. */
export const typedList: Work = {
  async begin(ctx) {
    const { text, caption = '' } = ctx.message ?? ctx.editedMessage ?? {}
    const draft = await orderIn(ctx, (text ?? caption).trim())
    if (draft) await pastedOrder(ctx, { draft, isText: true, name: '', isEdit: ctx.editedMessage !== undefined })
  },
  tellFound: tellFoundList,
}

/** The order in a text; null: it is none. */
export async function orderIn(ctx: BotContext, text: string): Promise<OrderDraft | null> {
  if (ctx.actor.companyId === null || !looksLikePastedOrder(text)) return null
  const [line, ...others] = parsePastedOrder(text)
  if (!line) return null
  // «Epson 5000» is one line too: it is an order only if there is such an article.
  const isOrder =
    others.length > 0 ||
    (await knowsArticle(ctx.deps, line.readings[0]?.article ?? '')) ||
    (await partLines(ctx.deps, [line])).length > 1
  return isOrder ? draftOfText(text) : null
}

/**
 * Shows the invoice or the shipment request of this number, with a button to the goods that have it too; false if the
 * person may see neither.
 */
async function documentNumbered(ctx: BotContext, text: string): Promise<boolean> {
  const named = parseDocumentNumber(text)
  if (!named || !may(ctx.actor, 'documents.see')) return false
  const { number, kind } = named
  const invoice = kind === 'request' ? null : await findByNumber(ctx.deps, ctx.actor, number)
  if (invoice) {
    await showInvoice(ctx, invoice.id, await goodsBeside(ctx, text))
    return true
  }
  const request = kind === 'invoice' ? null : await findShipmentNumbered(ctx.deps, ctx.actor, number)
  if (request) await showShipment(ctx, request.id, await goodsBeside(ctx, text))
  return request !== null
}

/** A button to the goods that a bare number means as well; the query is stored for it. */
async function goodsBeside(ctx: BotContext, text: string): Promise<Row[]> {
  if (!/^\d+$/.test(text) || !(await findsAnything(ctx.deps, text))) return []
  await keepQuery(ctx, text)
  return [[button(ctx.ui.label('invoices.goods', { query: text }), to.results.data())]]
}

/** For staff an INN or a name is a company first. */
async function companyNamed(ctx: BotContext, text: string): Promise<boolean> {
  if (!may(ctx.actor, 'companies.manage') || (!parseInn(text).ok && !/\p{L}{3}/u.test(text))) return false
  const found = await seeCompanies(ctx.deps, ctx.actor, text)
  if (!found.ok || found.companies.length === 0) return false
  const [only] = found.companies
  if (found.companies.length === 1 && only) await showCompany(ctx, only.id)
  else await ctx.show(companiesView(ctx.ui, found.companies, 0))
  return true
}

/** The phone's keyboard may have outlived its question. */
texts.on('message:contact', async (ctx) => {
  await ctx.reply(ctx.ui.t('common.noContactNow'), { reply_markup: { remove_keyboard: true } })
  await showStart(ctx)
})

texts.on('message', async (ctx) => {
  if (!may(ctx.actor, 'catalog.see')) return showStart(ctx)
  const { caption } = ctx.message
  if (!caption) return ctx.refuse(ctx.ui.t('refusals.unsupported'))
  await ctx.refuse(ctx.ui.t('refusals.only_caption'))
  await answerText(ctx, caption)
})

texts.on('callback_query:data', (ctx) => ctx.refuse(ctx.ui.label('common.unknownButton')))
