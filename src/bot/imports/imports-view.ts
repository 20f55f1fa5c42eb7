import type { Ui, View } from '#bot/kit/context.ts'
import { count, moment } from '#bot/kit/format.ts'
import { button, screen } from '#bot/kit/layout.ts'
import { to } from '#bot/kit/routes.ts'
import type { FinishedImport } from '#db/imports/imports.ts'
import { limits } from '#domain/limits.ts'
import { sizes } from '#exchange/files/sizes.ts'
import type { ImportResult } from '#services/imports/outcome.ts'
import { leftOut, oversoldText } from './leftovers-view.ts'

/** The instructions for a price list; `last`: the import that can be taken back. */
export function importAskView(ui: Ui, last: FinishedImport | null): View {
  const body = [ui.t('imports.ask', { megabytes: limits.importBytes / 1024 / 1024 })]
  if (last) body.push(ui.t('imports.last', { name: last.fileName, when: moment(ui, last.at) }))
  const rows = last ? [[button(ui.label('imports.takeBack'), to.takeBack.data({ import: last.id }))]] : []
  const title = ui.t('imports.title')
  return screen(ui, { id: 'import', title, body, rows, self: to.import.data(), back: to.start.data() })
}

/** The reason why a file could not be read as a list to order. */
export function unreadableListText(ui: Ui, failure: { reason: string; detail: string }): string {
  if (failure.reason === 'empty') return ui.t('carts.fileEmpty')
  if (failure.reason === 'too_many_rows')
    return ui.t('carts.fileTooLong', { most: count(sizes.orderRows), rows: count(Number(failure.detail)) })
  if (failure.reason === 'too_slow') return ui.t('carts.fileTooSlow', { seconds: failure.detail })
  if (failure.reason !== 'too_large' && failure.reason !== 'too_demanding') return ui.t('carts.fileUnreadable')
  if (failure.detail === 'pages') return ui.t('carts.filePages', { most: count(sizes.pdfPages) })
  if (failure.detail === String(sizes.orderBytes))
    return ui.t('carts.fileTooBig', { megabytes: sizes.orderBytes / 1024 / 1024 })
  // The sent file was small, but it unpacks to a large one.
  return ui.t('carts.fileTooDemanding')
}

/** The changes of an import, the rows left out, and the way back. */
export function importDoneView(ui: Ui, name: string, result: ImportResult): View {
  const { changed, unchanged, hidden, oversold } = result
  const lines = [ui.t('imports.done', { name, added: result.new, changed, unchanged, hidden })]
  if (result.onlyDirectories) lines.push(ui.t('imports.onlyDirectories'))
  if (result.isPart) lines.push(ui.t('imports.isPart'))
  if (oversold.length > 0) lines.push(oversoldText(ui, oversold))
  lines.push(...leftOut(ui, result, { rejected: result.rejected.length, cells: result.cells.length }))
  const back = [[button(ui.label('imports.takeBack'), to.takeBack.data({ import: result.importId }))]]
  return { text: lines.join('\n'), ...(result.canTakeBack ? { buttons: back } : {}) }
}

/** Limits of the file as it was sent, as a refusal states them: bytes, or megabytes. */
const ownSizes = [sizes.workbookBytes, sizes.fileBytes, sizes.packageBytes].flatMap((bytes) => [
  String(bytes),
  String(Math.round(bytes / 1024 / 1024)),
])

export function importFailedText(ui: Ui, name: string, failure: { reason: string; detail?: string }): string {
  const { detail = '' } = failure
  // A file that is small as sent gets no words about the largest file size.
  const reason = failure.reason === 'too_large' && !ownSizes.includes(detail) ? 'too_demanding' : failure.reason
  const why = ui.t(`imports.problem.${reason}`, { detail })
  return ui.t('imports.failed', { name }) + why
}
