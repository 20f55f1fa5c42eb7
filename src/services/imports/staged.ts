import type { StatedPriceType, StatedWarehouse } from '#db/imports/directories.ts'
import type { StatedCategory } from '#db/imports/imports.ts'
import type { StagedRow } from '#db/imports/staging.ts'
import type { CatalogHead, CatalogRecord, DirectoryRecord, UntakenRecord } from '#exchange/cells/records.ts'
import type { DoubtedCell, ImportWay, RejectedRow, SheetColumns } from './outcome.ts'

/** The contents of a file other than goods, prices and stock, which lie in the staging tables. */
export interface Staged {
  categories: StatedCategory[]
  /** In the order of their places in the staged prices. */
  priceTypes: StatedPriceType[]
  warehouses: StatedWarehouse[]
  /** Sources whose whole list this is: goods that it does not name may be hidden. */
  fullSources: string[]
  /** True if the offers name every variant of their goods. */
  hasWholeOffers: boolean
  rejected: RejectedRow[]
  /** Cells that could not be read; their rows are taken without them. */
  cells: DoubtedCell[]
  untaken: Omit<UntakenRecord, 'kind'>[]
  sheets: SheetColumns[]
  directories: Omit<DirectoryRecord, 'kind'>[]
  /** The number of the last key; 0 if there are none. */
  keys: number
  /** The kinds of rows in the file. */
  rowKinds: Set<StagedRow['told']>
  goods: number
  /** The file calls itself whole, but is one part of several, so nothing is hidden. */
  isPart: boolean
}

export function emptyStaged(): Staged {
  return {
    categories: [],
    priceTypes: [],
    warehouses: [],
    fullSources: [],
    hasWholeOffers: false,
    rejected: [],
    cells: [],
    untaken: [],
    sheets: [],
    directories: [],
    keys: 0,
    rowKinds: new Set(),
    goods: 0,
    isPart: false,
  }
}

/** Notes whether the records that follow are the whole list of a source. One part of several never is. */
export function takeHead(staged: Staged, { id, full, part, heldBack, wholeOffers }: CatalogHead, way: ImportWay): void {
  const isPart = heldBack !== undefined || (full && part !== undefined && way.isAlone === true)
  staged.isPart ||= isPart
  if (full && !isPart) staged.fullSources.push(id)
  staged.hasWholeOffers ||= wholeOffers === true
}

/** Takes a record other than goods, prices and stock. */
export function takeRemark(staged: Staged, record: CatalogRecord): void {
  switch (record.kind) {
    case 'category':
      staged.categories.push({ key: record.key, parentKey: record.parentKey, name: record.name })
      break
    case 'doubt': {
      const { kind: _, ...cell } = record
      staged.cells.push(cell)
      break
    }
    case 'untaken': {
      const { kind: _, ...what } = record
      staged.untaken.push(what)
      break
    }
    case 'sheet': {
      const { kind: _, ...sheet } = record
      staged.sheets.push(sheet)
      break
    }
    case 'directory': {
      const { kind: _, ...entry } = record
      staged.directories.push(entry)
    }
  }
}
