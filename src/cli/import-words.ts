import type { Texts } from '#i18n.ts'
import type { ImportLook } from '#services/imports/look.ts'
import type { ImportResult } from '#services/imports/outcome.ts'

/** A file that was taken in, or (with `look`) only looked at. */
export interface TakenFile {
  file: string
  result: ImportResult
  look?: ImportLook
}

/** The outcome of a file, a line each: counts, prices, omissions, the meaning of its columns. */
export function inWords({ file, result, look }: TakenFile, { label }: Texts): string {
  const { changed, unchanged, hidden, rejected, cells, untaken, sheets } = result
  const counts = { name: file, added: result.new, changed, unchanged, hidden }
  const head = look
    ? [label('imports.lookTitle', counts), label('imports.look', counts)]
    : [label('imports.done', counts)]
  const lines = [...head, ...(look ? priceLines(look, label) : [])]
  if (result.onlyDirectories) lines.push(label('imports.onlyDirectories'))
  if (result.isPart) lines.push(label('imports.isPart'))
  for (const { what, value, count } of untaken) lines.push(label(`imports.untaken.${what}`, { value, count }))
  if (rejected.length > 0) lines.push(label('imports.rejected', { count: rejected.length }))
  for (const { row, reason, value, ...place } of rejected) {
    const values = { row, reason: label(`imports.reason.${reason}`), value }
    lines.push(placed(place) + label(value ? 'imports.rejectedValue' : 'imports.rejectedRow', values))
  }
  if (cells.length > 0) lines.push(label('imports.cells', { count: cells.length }))
  for (const { row, column, reason, value, ...place } of cells)
    lines.push(placed(place) + label('imports.cell', { row, column, reason: label(`imports.reason.${reason}`), value }))
  for (const { sheet, columns } of sheets) {
    lines.push([label('imports.columns'), sheet].join(' ').trim())
    for (const { title, use, detail } of columns)
      lines.push(
        `  ${label(detail === '' ? 'imports.column' : 'imports.columnDetail', { title, use: label(`imports.use.${use}`), detail })}`,
      )
  }
  return lines.join('\n').replace(/<[^>]+>/g, '')
}

/** The file or sheet with this row, if several are read at once. */
function placed({ file, sheet }: { file?: string; sheet?: string }): string {
  const place = file ?? sheet
  return place === undefined ? '' : `${place}: `
}

function priceLines({ prices }: ImportLook, label: Texts['label']): string[] {
  return prices.map(({ priceType, up, down, gone, mostUp, mostDown }) => {
    const moves = [
      ...(up > 0 ? [label('imports.pricesUp', { count: up, most: `+${mostUp / 10} %` })] : []),
      ...(down > 0 ? [label('imports.pricesDown', { count: down, most: `${mostDown / 10} %` })] : []),
      ...(gone > 0 ? [label('imports.pricesGone', { count: gone })] : []),
    ]
    return label('imports.prices', { priceType, moves: moves.join(' · ') })
  })
}

/** The sums of all files as one object. */
export function asOne(taken: readonly TakenFile[], isNamed: boolean, { label }: Texts) {
  const sum = (what: 'new' | 'changed' | 'unchanged' | 'hidden') =>
    taken.reduce((all, { result }) => all + result[what], 0)
  const named = (file: string, isOwn: boolean) => (isNamed || isOwn ? { file } : {})
  const worded = (reason: string, value: string) => {
    const words = label(`imports.reason.${reason}`)
    return value ? `${words}: ${value}` : words
  }
  const rejected = taken.flatMap(({ file, result }) =>
    [...result.rejected, ...result.cells]
      .sort((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.row - b.row)
      .map(({ row, reason, value, file: own, sheet, ...cell }) => ({
        ...named(own ?? file, own !== undefined),
        ...(sheet === undefined ? {} : { sheet }),
        row,
        reason: 'column' in cell ? `«${cell.column}»: ${worded(reason, value)}` : worded(reason, value),
      })),
  )
  const looks = taken.flatMap(({ look }) => (look ? [look] : []))
  return {
    new: sum('new'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
    hidden: sum('hidden'),
    rejected,
    ...(looks.length > 0 ? { prices: looks.flatMap(({ prices }) => prices) } : {}),
  }
}
