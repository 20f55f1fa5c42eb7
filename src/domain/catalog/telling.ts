import type { StatedCharacteristic } from './characteristics.ts'
import { type ComparisonRow, compareGoods } from './comparison.ts'

/** A product as a line of a list shows it. */
export interface ListedProduct {
  model: string
  /** Goods of one family are described by the same characteristics. */
  familyId: number | null
  /** As the price list states them, the most telling ones first. */
  characteristics: readonly StatedCharacteristic[]
}

/** So many characteristics stand in a line. */
const SHOWN = 2
/** A longer value is a sentence. */
const VALUE_LETTERS = 24

/**
 * What tells each of some goods from its neighbours in one list: `5 200 лм, WUXGA`. Empty for all of them where they
 * are of several families, or some have no model, or no characteristic that all state differs: then only their names
 * tell them apart.
 */
export function whatDiffers(goods: readonly ListedProduct[]): string[] {
  const [first] = goods
  const areAlike = goods.every(({ model, familyId }) => model !== '' && familyId === first?.familyId)
  const rows = areAlike && goods.length > 1 ? compareGoods(goods.map(({ characteristics }) => characteristics)) : []
  const told = rows.filter(isTelling).slice(0, SHOWN)
  return goods.map((_, at) => told.map((row) => cellText(row, at)).join(', '))
}

const isTelling = ({ same, cells }: ComparisonRow) =>
  !same && cells.every((cell) => cell !== null && cell !== '' && cell.length <= VALUE_LETTERS)

/** A value with its unit; thousands of a whole number stand apart. */
function cellText({ cells, unit }: ComparisonRow, at: number): string {
  const cell = cells[at] ?? ''
  const number = /^\d{4,}$/.test(cell) ? cell.replace(/\B(?=(\d{3})+$)/g, '\u00a0') : cell
  return unit !== '' && /\d$/.test(cell) ? `${number}\u00a0${unit}` : number
}
