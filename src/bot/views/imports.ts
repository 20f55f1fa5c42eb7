import { limits } from '../../domain/limits.ts'
import { sizes } from '../../exchange/sizes.ts'
import type { ImportResult } from '../../services/import-outcome.ts'
import type { Ui, View } from '../context.ts'
import { to } from '../routes.ts'
import { count } from './format.ts'
import { screen } from './layout.ts'

export function importAskView(ui: Ui): View {
  const body = [ui.t('imports.ask', { megabytes: limits.importBytes / 1024 / 1024 })]
  return screen(ui, { id: 'import', title: ui.t('imports.title'), body, self: to.import.data(), back: to.start.data() })
}

/** Why a file that a dealer sent could not be taken as a list to order. */
export function unreadableListText(ui: Ui, failure: { reason: string; detail: string }): string {
  if (failure.reason === 'empty') return ui.t('carts.fileEmpty')
  if (failure.reason === 'too_many_rows')
    return ui.t('carts.fileTooLong', { most: count(sizes.orderRows), rows: count(Number(failure.detail)) })
  if (failure.reason !== 'too_large') return ui.t('carts.fileUnreadable')
  if (failure.detail === 'pages') return ui.t('carts.filePages', { most: count(sizes.pdfPages) })
  return ui.t('carts.fileTooBig', { megabytes: sizes.orderBytes / 1024 / 1024 })
}

const ROWS_SHOWN = 20

/** What an import changed, and each row that it did not take. */
export function importDoneText(ui: Ui, name: string, result: ImportResult): string {
  const { changed, unchanged, hidden, rejected, oversold } = result
  const lines = [ui.t('imports.done', { name, added: result.new, changed, unchanged, hidden })]
  if (result.new + changed + hidden === 0) lines.push(ui.t('imports.nothingChanged'))
  if (oversold.length > 0) {
    lines.push(
      ui.t('imports.oversold', {
        list: oversold
          .slice(0, 10)
          .map((one) => `${one.sku} (${one.onHand} < ${one.reserved})`)
          .join(', '),
      }),
    )
  }
  if (rejected.length > 0) {
    const rows = rejected.slice(0, ROWS_SHOWN).map(({ row, reason, value }) => {
      const values = { row, reason: ui.t(`imports.reason.${reason}`), value: value?.slice(0, 60) ?? '' }
      return ui.t(value ? 'imports.rejectedValue' : 'imports.rejectedRow', values)
    })
    if (rejected.length > ROWS_SHOWN) rows.push('…')
    lines.push(
      ui.t('imports.rejected', { count: rejected.length }),
      `<blockquote expandable>${rows.join('\n')}</blockquote>`,
    )
  }
  return lines.join('\n')
}

export function importFailedText(ui: Ui, name: string, failure: { reason: string; detail?: string }): string {
  const why = ui.t(`imports.problem.${failure.reason}`, { detail: failure.detail ?? '' })
  return ui.t('imports.failed', { name }) + why
}
