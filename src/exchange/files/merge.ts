/** Merged cells: rows and columns from 0, ends included. */
export interface CellMerge {
  fromRow: number
  toRow: number
  fromColumn: number
  toColumn: number
}
