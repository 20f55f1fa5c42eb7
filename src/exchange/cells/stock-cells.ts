import { parseDecimal } from '#domain/decimals.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { isDate, isSpoiled } from '#exchange/files/spoiled.ts'
import { NUMBER_LETTERS, squeezed } from './bounded.ts'
import { type NumberStyle, plainNumber } from './number-style.ts'

/** The meaning of a stock cell: a count, some pieces, nothing stated, or unreadable. */
export type StockCell =
  | { says: 'count'; quantity: number }
  | { says: 'some' }
  | { says: 'nothing' }
  | { says: 'unreadable'; reason: 'bad_quantity' | 'spoiled_cell' | 'doubtful_number' }

const none =
  /^([-–—−x×✗✘]+|0|нет|отсутству\p{L}*|законч\p{L}*|под (заказ|запрос)|(только )?(на|по|под) (заказ|запрос)\p{L}*|заказ\p{L}*|предзаказ\p{L}*|ожида\p{L}*|в пути|в резерве|транзит\p{L}*|поступ\p{L}*|снят\p{L}*|уточня\p{L}*|звоните|по звонку|распрод\p{L}*|продан\p{L}*|архив\p{L}*|не (доступ|поставл|произв|в налич)\p{L}*|недоступ\p{L}*|пусто|zero|no|none|not? available|not in stock|n\/a|n\.a\.?|out( of stock)?|sold( out)?|on (request|order|demand)|pre-?order|back-?order\p{L}*|in transit|eol|discontinued|call|tbc|tbd|false|ложь)(?![\p{L}\d])/iu
const some =
  /^(\++|\*+|✓|✔|√|●+|да|есть|имеется|в наличии|наличие|на складе|много|очень много|мало|немного|средне|достаточно|хватает|доступн\p{L}*|последн\p{L}*|ограничен\p{L}*|заканчива\p{L}*|yes|y|true|истина|available|in stock|plenty|many|much|few|low( stock)?|high|limited|some|ok)[.!]?$/iu
const bound = String.raw`(\d[\d ]*)`
const atLeast = new RegExp(
  String.raw`^([>≥]=?|более|больше|свыше|больше чем|от|не менее|over|more than|at least|min) ?${bound}|^${bound} ?(\+|и более|или более|и больше|and more|or more)`,
  'iu',
)
const atMost = new RegExp(`^([<≤]=?|менее|меньше|до|не более|less than|under|up to) ?${bound}`, 'iu')
const range = /^([1-9]\d*) ?(?:[-–—…]|\.\.+|до) ?(\d+)( ?шт\.?)?$/iu
const units =
  /(?<=\d) ?\(?(шт|штук\p{L}*|ед|единиц\p{L}*|компл\p{L}*|к-т|пар\p{L}*|уп\p{L}*|кор\p{L}*|рул\p{L}*|бухт\p{L}*|м|метр\p{L}*|п\.? ?м|м\.? ?п|пог\.? ?м|кг|л|pcs|pc|pieces?|ea|units?)\.?\)?$/iu
const wordThenCount =
  /^(есть|в наличии|на складе|осталось|остаток|доступно|мало|много|in stock|available|qty)[ :(–-]+(?=\d+ ?(шт\p{L}*\.?|pcs)?\)?$)/iu

/** Reads a cell of a stock column. A blank cell is "nothing": lists leave a gap for goods that they do not have. */
export function readStockCell(text: string, style: NumberStyle): StockCell {
  const plain = squeezed(text).slice(0, NUMBER_LETTERS)
  if (/^\d{1,7}$/.test(plain)) return countOf(plain, style)
  if (plain === '') return { says: 'nothing' }
  if (isSpoiled(plain)) return { says: 'unreadable', reason: 'spoiled_cell' }
  if (some.test(plain)) return { says: 'some' }
  if (/^[-−–] ?\d/.test(plain) && countOf(plain.replace(/^[-−–] ?/, '').replace(units, ''), style).says === 'count')
    return { says: 'count', quantity: 0 }
  if (none.test(plain)) return { says: 'count', quantity: 0 }
  if (atMost.test(plain)) return { says: /^\D*0$/.test(plain) ? 'nothing' : 'some' }
  if (atLeast.test(plain) || isRange(plain)) return { says: 'some' }
  return countOf(
    plain
      .replace(wordThenCount, '')
      .replace(/^(\d+)\)$/, '$1')
      .replace(units, ''),
    style,
  )
}

function isRange(text: string): boolean {
  const [, from, to] = range.exec(text) ?? []
  return from !== undefined && Number(from) <= Number(to)
}

/** A date of the next delivery («15.12») is not a count. */
const dayAndMonth = /^(0?[1-9]|[12]\d|3[01])[.](0[1-9]|1[0-2])$/

function countOf(text: string, style: NumberStyle): StockCell {
  if (isDate(text) || dayAndMonth.test(text)) return { says: 'unreadable', reason: 'bad_quantity' }
  const number = plainNumber(text, style)
  if (number === null) return { says: 'unreadable', reason: 'doubtful_number' }
  const thousandths = parseDecimal(number, 3)
  const quantity = Math.floor((thousandths ?? -1) / 1000)
  if (thousandths === null || quantity < 0 || quantity > sizes.quantity)
    return { says: 'unreadable', reason: 'bad_quantity' }
  return { says: 'count', quantity }
}
