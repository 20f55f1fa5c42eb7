import path from 'node:path'
import type { BotContext, Job, View } from '#bot/kit/context.ts'
import { refusalText } from '#bot/kit/refusals.ts'
import { decide } from '#bot/kit/routes.ts'
import type { Work } from '#bot/updates/background.ts'
import { seconds } from '#domain/time.ts'
import type { CatalogFile } from '#exchange/files/source.ts'
import { inFolder } from '#runtime/temp-folder.ts'
import { seeFinishedImport } from '#services/imports/finished.ts'
import type { OnProgress } from '#services/imports/outcome.ts'
import {
  findOfferOf,
  lookAgain,
  type OfferedListSheet,
  offerList,
  reopenOffer,
  seeOffer,
} from '#services/orders/offered-lists.ts'
import { importDoneView, importFailedText } from './imports-view.ts'
import { importLookView, nothingNewView } from './look-view.ts'

/** Shows the look that an earlier process made of this update's file; false: there is none. */
export async function tellFoundLook(ctx: BotContext, job: Job): Promise<boolean> {
  const fileId = ctx.message?.document?.file_id ?? ''
  const found = await findOfferOf(ctx.deps, ctx.actor, { fileId, since: job.begunAt })
  // A decided offer had been shown before.
  if (found && !found.isDecided) await job.tell(await offerView(ctx, found.id))
  return found !== null
}

/** Looks at a price list that staff have sent: the changes that it would make. */
export async function lookView(
  ctx: BotContext,
  fileId: string,
  file: CatalogFile,
  onProgress: OnProgress,
): Promise<View> {
  const seen = await ctx.deps.importer.lookAt(ctx.actor, file, { onProgress, isAlone: true })
  if (!seen.ok) return { text: importFailedText(ctx.ui, file.name, seen) }
  const { result } = seen.look
  if (result.new + result.changed + result.hidden === 0 && !result.onlyDirectories)
    return nothingNewView(ctx.ui, file.name, result)
  return offerView(ctx, await offerList(ctx.deps, ctx.actor, { fileId, fileName: file.name, look: seen.look }))
}

async function offerView(ctx: BotContext, id: number): Promise<View> {
  const seen = await seeOffer(ctx.deps, ctx.actor, id)
  return seen.ok ? importLookView(ctx.ui, seen.offer) : { text: refusalText(ctx.ui, seen) }
}

/** The list of the pressed button; null: the refusal is shown. */
async function pressedOffer(ctx: BotContext, job: Job): Promise<OfferedListSheet | null> {
  const pressed = decide.offeredList.pattern.exec(ctx.callbackQuery?.data ?? '')
  const seen = await seeOffer(ctx.deps, ctx.actor, pressed ? decide.offeredList.args(pressed).offer : 0)
  if (seen.ok) return seen.offer
  await job.tell({ text: refusalText(ctx.ui, seen) })
  return null
}

/** For a decision on an outdated look: shows the newer look, and asks again. */
export const lookOnceMore: Work = {
  async begin(ctx, job) {
    const offer = await pressedOffer(ctx, job)
    if (!offer) return
    const file = { id: offer.fileId, name: offer.fileName, doing: 'imports.reading' }
    await readFile(ctx, job, file, (downloaded, onProgress) => freshLook(ctx, offer, downloaded, onProgress))
  },
  async tellFound(ctx, job) {
    const offer = await pressedOffer(ctx, job)
    if (!offer || offer.isDecided) return true
    if (offer.isFresh) await job.tell(await offerView(ctx, offer.id))
    return offer.isFresh
  },
}

async function freshLook(
  ctx: BotContext,
  offer: OfferedListSheet,
  file: CatalogFile,
  onProgress: OnProgress,
): Promise<View> {
  const seen = await ctx.deps.importer.lookAt(ctx.actor, file, { onProgress, isAlone: true })
  if (!seen.ok) return { text: importFailedText(ctx.ui, file.name, seen) }
  await lookAgain(ctx.deps, offer.id, seen.look)
  return offerView(ctx, offer.id)
}

/** Takes in a list that was let count. */
export const takeInOffer: Work = {
  async begin(ctx, job) {
    const { deps, ui, actor } = ctx
    const offer = await pressedOffer(ctx, job)
    if (!offer) return
    const given = { id: offer.fileId, name: offer.fileName, doing: 'imports.taking' }
    await readFile(ctx, job, given, async (file, onProgress) => {
      try {
        if (!offer.isFresh) {
          await reopenOffer(deps, offer)
          return await freshLook(ctx, offer, file, onProgress)
        }
        const outcome = await deps.importer.takeIn(actor, file, { onProgress, isAlone: true })
        // Stock watches may wait for the new goods.
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
  },
  /** The list may be in already; or open again, if its look was outdated: then it waits for another decision. */
  async tellFound(ctx, job) {
    const { deps, ui, actor } = ctx
    const offer = await pressedOffer(ctx, job)
    if (!offer) return true
    const { fileId: id, fileName: name, decidedAt: since } = offer
    if (since === null) return lookOnceMore.tellFound(ctx, job)
    const taken = await withFile(ctx, { id, name }, (file) =>
      seeFinishedImport(deps, { userId: actor.id, file, since }),
    )
    if (taken) await job.tell(importDoneView(ui, name, taken))
    return taken !== null
  },
}

/** Downloads a sent file, and deletes it after `work`. */
function withFile<Result>(
  { downloadTo }: BotContext,
  { id, name }: { id: string; name: string },
  work: (file: CatalogFile) => Promise<Result>,
): Promise<Result> {
  return inFolder(async (folder) => {
    const downloaded = path.join(folder, 'file')
    await downloadTo(id, downloaded)
    return work({ name, path: downloaded })
  })
}

/**
 * Nobody waits for a long file: its own message shows the progress, at most every two seconds, and then the outcome.
 */
export async function readFile(
  ctx: BotContext,
  job: Job,
  { id, name, doing }: { id: string; name: string; doing: string },
  work: (file: CatalogFile, onProgress: OnProgress) => Promise<View>,
): Promise<void> {
  const { deps, ui, log } = ctx
  await job.progress({ text: ui.t(doing, { name }) })
  let saidAt = deps.clock.now()
  const onProgress = async (done: number, total: number | null) => {
    if (deps.clock.now() - saidAt < seconds(2)) return
    saidAt = deps.clock.now()
    const known = { name, done }
    const text = total === null ? ui.t('imports.progress', known) : ui.t('imports.progressOf', { ...known, total })
    await job.progress({ text }).catch((error: unknown) => log.warn({ err: error }, 'progress could not be told'))
  }
  await job.tell(await withFile(ctx, { id, name }, (file) => work(file, onProgress)))
}
