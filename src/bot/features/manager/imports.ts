import path from 'node:path'
import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { may } from '../../../domain/policy.ts'
import { seconds } from '../../../domain/time.ts'
import { inFolder } from '../../../exchange/folder.ts'
import type { CatalogFile } from '../../../exchange/source.ts'
import type { OnProgress } from '../../../services/import-outcome.ts'
import { lastTakenIn, takeBackImport } from '../../../services/import-undo.ts'
import {
  decideOffer,
  lookAgain,
  type Offer,
  offerList,
  reopenOffer,
  seeOffer,
} from '../../../services/offered-lists.ts'
import type { BotContext, View } from '../../context.ts'
import { toMessage } from '../../middleware/shell.ts'
import { decide, to } from '../../routes.ts'
import { importLookView, nothingNewView, takeBackView, takenBackText } from '../../views/import-look.ts'
import { importAskView, importDoneView, importFailedText } from '../../views/imports.ts'

/** The way to send a price list. */
export const imports = new Composer<BotContext>()

export async function showImport(ctx: BotContext): Promise<void> {
  const seen = await lastTakenIn(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  await ctx.show(importAskView(ctx.ui, seen.last))
}

imports.command('import', showImport)
imports.callbackQuery(to.import.pattern, showImport)

/** A list that staff have sent: first a look at what it would change. `message` tells how far it is, and then shows it. */
export function lookAtFile(ctx: BotContext, file: { id: string; name: string }, message: Message): Promise<void> {
  return work(ctx, file, message, async (downloaded, onProgress) => {
    const seen = await ctx.deps.importer.lookAt(ctx.actor, downloaded, { onProgress, isAlone: true })
    if (!seen.ok) return { text: importFailedText(ctx.ui, file.name, seen) }
    const { result } = seen.look
    if (result.new + result.changed + result.hidden === 0 && !result.onlyDirectories)
      return nothingNewView(ctx.ui, file.name, result)
    const id = await offerList(ctx.deps, ctx.actor, { fileId: file.id, fileName: file.name, look: seen.look })
    const offered = await seeOffer(ctx.deps, ctx.actor, id)
    return offered.ok ? importLookView(ctx.ui, offered.offer) : { text: ctx.ui.label(`refusals.${offered.reason}`) }
  })
}

imports.callbackQuery(to.offeredList.pattern, async (ctx) => {
  const seen = await seeOffer(ctx.deps, ctx.actor, to.offeredList.id(ctx.match))
  if (!seen.ok) return ctx.refuse(ctx.ui.label(`refusals.${seen.reason}`))
  await ctx.show(importLookView(ctx.ui, seen.offer))
})

imports.callbackQuery(decide.offeredList.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  const [id, counts] = decide.offeredList.args(ctx.match)
  const seen = await seeOffer(deps, actor, id ?? 0)
  if (!seen.ok) return ctx.refuse(ui.label(`refusals.${seen.reason}`))
  const { offer } = seen
  const { message } = ctx.callbackQuery
  if (offer.isDecided || !message) return ctx.refuse(ui.label('imports.decided'))
  if (counts === 1 && !offer.isFresh) return lookOnceMore(ctx, offer, message as Message)
  if (!(await decideOffer(deps, offer))) return ctx.refuse(ui.label('imports.decided'))
  if (counts !== 1) return ctx.show({ text: ui.t('imports.dropped', { name: offer.fileName }) })
  await ctx.show({ text: ui.t('imports.taking', { name: offer.fileName }) })
  ctx.inBackground(takeIn(ctx, offer, message as Message))
})

function takeIn(ctx: BotContext, offer: Offer, message: Message): Promise<void> {
  const { deps, ui } = ctx
  const taking = work(ctx, { id: offer.fileId, name: offer.fileName }, message, async (file, onProgress) => {
    try {
      const outcome = await deps.importer.takeIn(ctx.actor, file, { onProgress, isAlone: true })
      // Somebody may wait for what has come.
      deps.scheduler.wake()
      deps.search.wake()
      return outcome.ok
        ? importDoneView(ui, file.name, outcome.result)
        : { text: importFailedText(ui, file.name, outcome) }
    } catch (error) {
      await reopenOffer(deps, offer)
      throw error
    }
  })
  return taking
}

/** What was decided on is no longer what would happen: the newer look is shown, and asked again. */
async function lookOnceMore(ctx: BotContext, offer: Offer, message: Message): Promise<void> {
  await ctx.toast(ctx.ui.label('imports.stale'), true)
  const again = work(ctx, { id: offer.fileId, name: offer.fileName }, message, async (file, onProgress) => {
    const seen = await ctx.deps.importer.lookAt(ctx.actor, file, { onProgress, isAlone: true })
    if (!seen.ok) return { text: importFailedText(ctx.ui, file.name, seen) }
    await lookAgain(ctx.deps, offer.id, seen.look)
    const fresh = await seeOffer(ctx.deps, ctx.actor, offer.id)
    return fresh.ok ? importLookView(ctx.ui, fresh.offer) : { text: ctx.ui.label(`refusals.${fresh.reason}`) }
  })
  ctx.inBackground(again)
}

imports.callbackQuery(to.takeBack.pattern, async (ctx) => {
  const seen = await lastTakenIn(ctx.deps, ctx.actor)
  if (!seen.ok) return ctx.refuse(ctx.ui.label('refusals.forbidden'))
  if (seen.last?.id !== to.takeBack.id(ctx.match)) return ctx.refuse(ctx.ui.label('imports.notLast'))
  await ctx.show(takeBackView(ctx.ui, seen.last))
})

imports.callbackQuery(decide.takeBack.pattern, async (ctx) => {
  const { deps, ui, actor } = ctx
  if (!may(actor, 'catalog.import')) return ctx.refuse(ui.label('refusals.forbidden'))
  const back = await takeBackImport(deps, actor, decide.takeBack.id(ctx.match))
  if (!back.ok) {
    const why = back.reason === 'taken_back' ? 'imports.takenBackBefore' : 'imports.notLast'
    return ctx.refuse(ui.label(back.reason === 'forbidden' ? 'refusals.forbidden' : why))
  }
  deps.scheduler.wake()
  deps.search.wake()
  await ctx.show({ text: takenBackText(ui, back) })
})

/** Nobody waits for a long file: its own message tells how far it is, at most every two seconds, and then what came of it. */
async function work(
  ctx: BotContext,
  file: { id: string; name: string },
  { chat, message_id: messageId }: Message,
  read: (file: CatalogFile, onProgress: OnProgress) => Promise<View>,
): Promise<void> {
  const { deps, ui } = ctx
  const say = (view: View) => ctx.api.editMessageText(chat.id, messageId, view.text, toMessage(view) as object)
  try {
    let saidAt = deps.clock.now()
    const onProgress = async (done: number, total: number | null) => {
      if (deps.clock.now() - saidAt < seconds(2)) return
      saidAt = deps.clock.now()
      const progress = { name: file.name, done, total: total ?? 0 }
      const text = ui.t(total === null ? 'imports.progress' : 'imports.progressOf', progress)
      await say({ text }).catch((error: unknown) => ctx.log.warn({ err: error }, 'progress could not be told'))
    }
    const view = await inFolder(async (folder) => {
      const downloaded = path.join(folder, 'file')
      await ctx.downloadTo(file.id, downloaded)
      return read({ name: file.name, path: downloaded }, onProgress)
    })
    await say(view)
  } catch (error) {
    const id = deps.chance.token().slice(0, 6)
    ctx.log.error({ err: error, incident: id }, 'an import failed')
    await say({ text: ui.t('common.incident', { id }) })
  }
}
