import type { Ui, View } from '#bot/kit/context.ts'
import { html, moment } from '#bot/kit/format.ts'
import { askOnce, button, danger, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import type { FinishedImport } from '#db/imports/imports.ts'
import type { ImportResult } from '#services/imports/outcome.ts'
import type { TakeBack } from '#services/imports/undo.ts'
import type { OfferedListSheet } from '#services/orders/offered-lists.ts'
import { leftOut, oversoldText } from './leftovers-view.ts'

/** A price change from this size on, in tenths of a percent, gets a warning. */
const FAR_PERMILLE = 500
/** If more than this part of the catalog would be hidden, the file may be torn. */
const HIDDEN_PART = 0.2

/** The changes that a list would make, before it counts. */
export function importLookView(ui: Ui, { id, fileName, look, isDecided }: OfferedListSheet): View {
  const { result, prices, shownBefore } = look
  const { changed, unchanged, hidden, oversold } = result
  const body = [ui.t('imports.look', { added: result.new, changed, unchanged, hidden })]
  for (const { priceType, up, down, gone, mostUp, mostDown } of prices) {
    const moves = [
      ...(up > 0 ? [ui.t('imports.pricesUp', { count: up, most: percent(mostUp) })] : []),
      ...(down > 0 ? [ui.t('imports.pricesDown', { count: down, most: percent(mostDown) })] : []),
      ...(gone > 0 ? [ui.t('imports.pricesGone', { count: gone })] : []),
    ]
    body.push(ui.t('imports.prices', { priceType, moves: moves.join(' · ') }))
  }
  if (hidden > shownBefore * HIDDEN_PART) body.push(ui.t('imports.muchHidden', { hidden, shown: shownBefore }))
  if (prices.some(({ mostUp, mostDown }) => mostUp >= FAR_PERMILLE || mostDown <= -FAR_PERMILLE))
    body.push(ui.t('imports.farPrices'))
  if (look.added.length > 0) body.push(ui.t('imports.addedGoods', { list: someOf(look.added, result.new) }))
  if (look.hidden.length > 0) body.push(ui.t('imports.hiddenGoods', { list: someOf(look.hidden, hidden) }))
  if (result.onlyDirectories) body.push(ui.t('imports.onlyDirectories'))
  if (result.isPart) body.push(ui.t('imports.isPart'))
  if (!result.canTakeBack) body.push(ui.t('imports.isFinal'))
  if (oversold.length > 0) body.push(oversoldText(ui, oversold))
  body.push(...leftOut(ui, result, { rejected: look.rejectedCount, cells: look.cellCount }))
  const rows = [
    [
      {
        ...button(ui.label('imports.take'), decide.offeredList.data({ offer: id, counts: 1 })),
        style: 'primary' as const,
      },
    ],
    [button(ui.label('imports.drop'), decide.offeredList.data({ offer: id, counts: 0 }))],
  ]
  return screen(ui, {
    id: 'import_look',
    title: ui.t('imports.lookTitle', { name: fileName }),
    body,
    rows: isDecided ? [] : rows,
    self: to.offeredList.data({ offer: id }),
    back: to.import.data(),
  })
}

/** A list that would change nothing needs no decision; the text gives the reason. */
export function nothingNewView(ui: Ui, name: string, result: ImportResult): View {
  const { unchanged, rejected, cells } = result
  const isRefused = unchanged === 0 && rejected.length > 0
  const lines = [
    ui.t('imports.unchanged', { name }),
    ui.t(isRefused ? 'imports.allRejected' : rejected.length > 0 ? 'imports.restUnchanged' : 'imports.nothingChanged'),
    ...leftOut(ui, result, { rejected: rejected.length, cells: cells.length }),
  ]
  return { text: lines.join('\n') }
}

/** Asks once, and states the consequence. */
export function takeBackView(ui: Ui, last: FinishedImport): View {
  return askOnce(ui, {
    title: ui.t('imports.takeBackTitle'),
    body: [ui.t('imports.takeBackAsk', { name: last.fileName, when: moment(ui, last.at) })],
    yes: danger(ui.label('imports.confirmTakeBack'), decide.takeBack.data({ import: last.id })),
    self: to.takeBack.data({ import: last.id }),
    back: to.import.data(),
  })
}

export function takenBackText(ui: Ui, back: Extract<TakeBack, { ok: true }>): string {
  const { fileName, changed, shown, hidden, oversold } = back
  const lines = [ui.t('imports.takenBack', { name: fileName, changed, shown, hidden })]
  if (oversold.length > 0) lines.push(oversoldText(ui, oversold))
  return lines.join('\n')
}

const percent = (permille: number) =>
  `${permille > 0 ? '+' : '−'}${(Math.abs(permille) / 10).toFixed(1).replace('.', ',').replace(',0', '')} %`

const someOf = (skus: readonly string[], all: number) =>
  skus.map((sku) => `<code>${html(sku)}</code>`).join(', ') + (all > skus.length ? ' …' : '')
