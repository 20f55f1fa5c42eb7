import { parseDecimal } from '#domain/decimals.ts'
import { folded, plain } from '#domain/text/letters.ts'
import { searchText } from './catalog.ts'
import { convert, findUnit, ownUnit, rounded, type Unit } from './units.ts'

/** As the price list states it and the card shows it: name, unit, value. */
export type StatedCharacteristic = readonly [name: string, unit: string, value: string]

/** `text` is a sentence, and nobody filters by it. Several values of one characteristic are a list. */
export type ValueKind = 'number' | 'yes_no' | 'choice' | 'text'

export interface TypedValue {
  text: string
  /** In the unit of its characteristic; null if the value is not a number. */
  number: number | null
  kind: ValueKind
}

/** A stated characteristic after recognition, before it is matched to one of the catalog's. */
export interface TypedCharacteristic {
  name: string
  /** The same for all spellings of one name. */
  nameKey: string
  /** The unit of its numbers; null: the list states none. */
  unit: Unit | null
  values: TypedValue[]
}

/** Types a stated characteristic. A value that is not a number, a yes or no, or a list stays as it is written. */
export function typeCharacteristic([statedName, statedUnit, value]: StatedCharacteristic): TypedCharacteristic {
  const { name, nameKey, unit } = identify(statedName.trim(), statedUnit.trim())
  const parts = listItems(name, value.trim())
  const numbers = codes.test(name) ? null : readNumbers(parts, unit)
  if (numbers) return { name, nameKey, ...numbers }
  // «60 Гц, по запросу 120» is a sentence.
  const isMixed = parts.length > 1 && parts.some((part) => readNumber(part, unit))
  const items = isMixed ? [value.trim()] : parts
  const [only = ''] = items
  const answer = items.length === 1 ? yesOrNo(only) : null
  const words = answer === null ? items.map(withoutCount) : [answer]
  const kind = answer === null ? 'choice' : 'yes_no'
  const values = [...new Set(words)].map((text): TypedValue => {
    const isSentence = text.length > CHOICE_LETTERS || text.includes('\n')
    return { text: text.slice(0, TEXT_LETTERS), number: null, kind: isSentence ? 'text' : kind }
  })
  return { name, nameKey, unit, values }
}

/** The values as they are written under a characteristic whose numbers are in `unit` (null: without a unit). */
export function valuesIn(typed: TypedCharacteristic, unit: Unit | null): TypedValue[] {
  const { unit: from, values } = typed
  if (!from || !unit || from.symbol === unit.symbol) return values
  return values.map((value) => (value.number === null ? value : numberValue(convert(value.number, from, unit))))
}

/** A key that all spellings of one word share: «Чёрный», «черный» and «ЧЕРНЫЙ » are one choice. */
export function wordKey(text: string): string {
  return folded(plain(text)).replace(/\s+/g, ' ').trim()
}

const CHOICE_LETTERS = 60
const TEXT_LETTERS = 300

/** Names of characteristics whose numbers only identify something. */
const codes = /производител|бренд|brand|верси|version|код(?!ек)|code|артикул|стандарт|gtin|ean|тн ?вэд/i

/** «Яркость (лм)» and «Яркость, лм» are Яркость in лм; brackets without a unit belong to the name. */
export function identify(
  statedName: string,
  statedUnit: string,
): Pick<TypedCharacteristic, 'name' | 'nameKey' | 'unit'> {
  const match = statedUnit === '' ? /^(.+?)(?:\s*[([]([^()[\]]+)[)\]]|,\s*([^,]+))$/.exec(statedName) : null
  const named = match ? findUnit(match[2] ?? match[3] ?? '') : null
  const name = named ? (match?.[1] ?? statedName) : statedName
  const unit = statedUnit === '' ? named : (findUnit(statedUnit) ?? ownUnit(statedUnit))
  return { name, nameKey: searchText(name) || name.toLowerCase(), unit }
}

/** The items as numbers of one dimension (the column's if it has one); null if any item is not such a number. */
function readNumbers(
  items: readonly string[],
  column: Unit | null,
): { unit: Unit | null; values: TypedValue[] } | null {
  let unit: Unit | null = null
  const read: { number: number; unit: Unit | null }[] = []
  for (const item of items) {
    const one = readNumber(item, column)
    if (!one || (column && one.unit && one.unit.dimension !== column.dimension)) return null
    unit ??= one.unit
    if (unit && one.unit && unit.dimension !== one.unit.dimension) return null
    read.push(one)
  }
  const common = unit ?? column
  const values = read.map((one) => {
    const from = one.unit ?? column
    return numberValue(from && common ? convert(one.number, from, common) : one.number)
  })
  return { unit: common, values: [...new Map(values.map((value) => [value.text, value])).values()] }
}

const PLACES = 6

function readNumber(text: string, column: Unit | null): { number: number; unit: Unit | null } | null {
  const match = /^([-+−–]?\s?\d(?:[\d\s.,']*\d)?)\s*(.*)$/su.exec(text)
  const [, head = '', tail = ''] = match ?? []
  if (!match || /^0\d/.test(head)) return null
  const scaled = parseDecimal(head, PLACES)
  if (scaled === null) return null
  const number = rounded(scaled / 10 ** PLACES)
  if (tail === '') return { number, unit: null }
  const unit = column && ownUnit(tail).dimension === column.dimension ? column : findUnit(tail)
  return unit ? { number, unit } : null
}

function numberValue(number: number): TypedValue {
  return { text: decimalText(number), number, kind: 'number' }
}

/** `1.5` as «1,5». */
function decimalText(number: number): string {
  return String(number).replace('.', ',')
}

const yes = /^(да|есть|имеется|поддерживается|yes|true|истина|\+)$/i
const no = /^(нет|отсутствует|не поддерживается|no|none|false|ложь|[-–—])$/i

function yesOrNo(text: string): 'да' | 'нет' | null {
  if (yes.test(text)) return 'да'
  return no.test(text) ? 'нет' : null
}

/** «КОРЕЯ, РЕСПУБЛИКА» is one country. */
const neverLists =
  /производител|бренд|brand|стран|country|адрес|город|описание|примечани|комплект|назначени|description|note/i
const LIST_ITEMS = 30
const ITEM_LETTERS = 30
const ITEM_WORDS = 4

/** «HDMI, VGA, USB» is three items; a sentence with commas, or a text with an odd part in it, is one. */
function listItems(name: string, value: string): string[] {
  if (neverLists.test(name) || !/[,;/\n]/.test(value)) return [value]
  const parts = splitOutsideBrackets(value)
  const isItem = (part: string) =>
    /[\p{L}\p{N}]/u.test(part) && part.length <= ITEM_LETTERS && part.split(/\s+/).length <= ITEM_WORDS
  if (parts.length < 2 || parts.length > LIST_ITEMS || !parts.every(isItem)) return [value]
  return [...new Set(parts)]
}

/** Splits at `;`, at line ends, at «, », at « / », and at a comma that is not within a number. */
function splitOutsideBrackets(value: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const { 0: sign, index } of value.matchAll(/[([]|[)\]]|[;\n]|,(?=\s)|(?<!\d),(?!\s)|,(?!\d)| \/ /g)) {
    if (sign === '(' || sign === '[') depth++
    else if (sign === ')' || sign === ']') depth--
    else if (depth === 0) {
      parts.push(value.slice(from, index).trim())
      from = index + sign.length
    }
  }
  parts.push(value.slice(from).trim())
  if (parts.at(-1) === '') parts.pop()
  return parts
}

/** Drops the count: «HDMI ×2» and «2×HDMI» are found by HDMI, and the card shows the count. */
function withoutCount(text: string): string {
  const behind = /^(.*\p{L}.*?)\s[×xх*]\s?\d{1,2}$/u.exec(text)?.[1]
  if (behind !== undefined && !/(^|\s)\d{1,3}$/.test(behind)) return behind
  return /^\d{1,2}\s?[×xх*]\s?(\p{Lu}.*)$/u.exec(text)?.[1] ?? text
}
