import { Composer } from 'grammy'
import type { Document } from 'grammy/types'
import { unreadableListText } from '#bot/imports/imports-view.ts'
import { lookView, readFile, tellFoundLook } from '#bot/imports/work.ts'
import type { BotContext } from '#bot/kit/context.ts'
import { refusalText } from '#bot/kit/refusals.ts'
import { printedInvoiceView } from '#bot/orders/pasted-order-questions-view.ts'
import { pastedOrder, tellFoundList } from '#bot/orders/pasted-orders.ts'
import { promise, type Work } from '#bot/updates/background.ts'
import { limits } from '#domain/limits.ts'
import { may } from '#domain/policy.ts'
import { parseOrderLines } from '#exchange/orders/lines.ts'
import { looksLikePastedOrder } from '#exchange/orders/pasted-order.ts'
import { recognise } from '#exchange/recognise.ts'
import { printedInvoice } from '#services/orders/printed-invoices.ts'
import { answerText } from './texts.ts'

/** Files that people send: the content says what each is, the sender's rights decide its use. */
export const files = new Composer<BotContext>()

files.on('message:document', async (ctx, next) => {
  const { caption = '', document } = ctx.message
  const { t } = ctx.ui
  const importing = may(ctx.actor, 'catalog.import')
  if (!importing && !may(ctx.actor, 'order')) return next()
  const { file_size: size = 0 } = document
  if (size > limits.importBytes)
    return refuseFile(ctx, t('carts.fileTooBig', { megabytes: limits.importBytes / 1024 / 1024 }), caption)
  if (importing) return void (await promise(ctx, { kind: 'look', work: sentByStaff }))
  await orderSentFile(ctx)
})

/** A file of a person who may take price lists in. */
export const sentByStaff: Work = {
  async begin(ctx, job) {
    const { file_id: id = '', file_name: name = 'file' } = ctx.message?.document ?? {}
    await readFile(ctx, job, { id, name, doing: 'imports.reading' }, async (file, onProgress) => {
      if ((await recognise(file)) === 'statement') return { text: ctx.ui.t('imports.statement', { name }) }
      return lookView(ctx, id, file, onProgress)
    })
  },
  tellFound: tellFoundLook,
}

/** The longest wait for a file, ms: a slow one does not block its sender's chat, so `/cancel` is answered meanwhile. */
const SOON_MS = 1_000

export async function orderSentFile(ctx: BotContext): Promise<void> {
  await promise(ctx, { kind: 'file', work: orderFileOf, soonMs: SOON_MS })
}

export const orderFileOf: Work = {
  async begin(ctx) {
    const { document, caption = '' } = ctx.message ?? ctx.editedMessage ?? {}
    if (document) await orderFile(ctx, document, caption, ctx.editedMessage !== undefined)
  },
  tellFound: tellFoundList,
}

/** A file as a list to order, or as an invoice of ours that may be repeated. */
async function orderFile(ctx: BotContext, document: Document, caption: string, isEdit: boolean): Promise<void> {
  const { file_id: fileId, file_name: name = 'file', file_size: size = 0 } = document
  if (size === 0) return refuseFile(ctx, ctx.ui.t('carts.fileEmpty'), caption)
  // A file in one go would hold up the screens of others.
  const breathe = ctx.deps.foreground.slices()
  const bytes = await ctx.download(fileId)
  await breathe()
  const kind = await recognise({ name, bytes })
  if (kind === 'statement') return refuseFile(ctx, ctx.ui.t('imports.statement', { name }), caption)
  await breathe()
  const read = await ctx.deps.listFiles.read(bytes)
  if (!read.ok) return refuseFile(ctx, unreadableListText(ctx.ui, read), caption)
  const { draft } = read
  const printed = draft.invoice ? await printedInvoice(ctx.deps, ctx.actor, draft.invoice) : null
  if (printed?.ok === false) return refuseFile(ctx, refusalText(ctx.ui, printed), caption)
  if (printed) {
    await ctx.show(printedInvoiceView(ctx.ui, printed.invoice))
    return looksLikePastedOrder(caption) ? answerText(ctx, caption) : undefined
  }
  // The caption of a list belongs to the list.
  const lines = [...parseOrderLines(caption), ...draft.lines]
  await pastedOrder(ctx, { draft: { ...draft, lines }, isText: false, name, isEdit })
}

/** Refuses a file that can't be read; its caption is read all the same. */
async function refuseFile(ctx: BotContext, why: string, caption: string): Promise<void> {
  await ctx.refuse(why)
  if (caption !== '') await answerText(ctx, caption)
}
