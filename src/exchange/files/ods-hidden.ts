/** Rows and columns of an OpenDocument sheet that a filter or a person hides, from 0; the workbook reader has none. */
export interface OdsHidden {
  rows: Set<number>
  columns: Set<number>
}

const tag =
  /<(\/?)table:(table|table-row|table-column|table-row-group|table-header-rows)(?=[\s/>])((?:[^<>"]|"[^"<]*")*)>/g
/** The last row of a sheet repeats to the limit of the spreadsheet. */
const LONGEST_REPEAT = 5000

/** The hidden rows and columns of the sheets of a `content.xml`. Folded groups count as shown: they are only a view. */
export function odsHidden(content: string): OdsHidden[] {
  const sheets: OdsHidden[] = []
  let row = 0
  let column = 0
  const folded: boolean[] = []
  for (const [, end, name, attributes = ''] of content.matchAll(tag)) {
    const sheet = sheets.at(-1)
    const isHidden = /table:visibility="(filter|collapse)"/.test(attributes)
    const isFiltered = /table:visibility="filter"/.test(attributes)
    if (name === 'table' && !end) {
      sheets.push({ rows: new Set(), columns: new Set() })
      row = 0
      column = 0
    } else if (name === 'table-row-group') {
      if (end) folded.pop()
      else folded.push(/table:display="false"/.test(attributes))
    } else if (name === 'table-row' && !end) {
      const times = repeats('rows', attributes)
      if (isFiltered || (isHidden && !folded.includes(true))) hide(sheet?.rows, row, times)
      row += times
    } else if (name === 'table-column' && !end) {
      const times = repeats('columns', attributes)
      if (isHidden) hide(sheet?.columns, column, times)
      column += times
    }
  }
  return sheets
}

function repeats(what: string, attributes: string): number {
  return Number(new RegExp(`table:number-${what}-repeated="(\\d+)"`).exec(attributes)?.[1] ?? 1)
}

function hide(hidden: Set<number> | undefined, from: number, times: number): void {
  for (let more = 0; more < Math.min(times, LONGEST_REPEAT); more++) hidden?.add(from + more)
}
