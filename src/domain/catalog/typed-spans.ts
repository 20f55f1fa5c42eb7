import type { Span } from './catalog.ts'

/** The factor of a unit; null if these numbers are not counted in it. No unit is ''. */
export type FactorOf = (unit: string) => number | null

export type TypedSpan =
  | { ok: true; span: Span }
  | { ok: false; problem: 'not_range' | 'too_large' | 'negative' }
  | { ok: false; problem: 'backwards'; from: number; to: number }
  | { ok: false; problem: 'other_unit'; unit: string }
  /** A number alone may mean any of these: the bot asks and does not guess. */
  | { ok: false; problem: 'one_number'; interpretations: Span[] }

const MOST = 1e12

const least = /^(от|с|со|из|больше|более|не менее|не меньше|минимум|from|at least|min|over|>=?|≥)$/
const most = /^(до|по|меньше|менее|не более|не больше|максимум|to|up to|at most|max|under|<=?|≤)$/
const opening = /^(|между|between)$/
const joining = /^(.*?)\s*(-|\.{2,3}|…|(?<!\p{L})(?:до|по|to|and|и))?$/u
const onwards = /^(.*?)\s*(\+|и более|и больше|и выше|and more|or more)$/
const numbers = /(?<![\p{L}\d])(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:[.,]\d+)?/gu

/** `от 5000`, `до 8 000 лм`, `5000–8000`, `5000 8000`; both ends are included. */
export function readSpan(typed: string, factorOf: FactorOf): TypedSpan {
  const text = plain(typed)
  const [first, second, third] = text.matchAll(numbers)
  if (!first || third) return { ok: false, problem: 'not_range' }
  const before = withSign(text.slice(0, first.index))
  const behind = (match: RegExpExecArray, next?: number) => text.slice(match.index + match[0].length, next).trim()
  if (!second) return readOne(first[0], before, behind(first), factorOf)
  if (!opening.test(before.word) && !least.test(before.word)) return { ok: false, problem: 'not_range' }
  const middle = withSign(behind(first, second.index), 1)
  const [, unit = '', joint = ''] = joining.exec(middle.word) ?? []
  const last = behind(second)
  const from = numberOf(first[0], before.sign, unit || last, factorOf)
  const to = numberOf(second[0], joint === '' ? 1 : middle.sign, last || unit, factorOf)
  return spanOf(from, to)
}

function plain(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .replace(/[−–—‒]/g, '-')
    .replace(/^(\p{L}+)(?=\d)/u, '$1 ')
    .trim()
}

/** The words before a number, and the sign that belongs to it; `already`: a dash alone separates two numbers. */
function withSign(text: string, already = 0): { word: string; sign: 1 | -1 } {
  const match = /^(.*?)\s*-$/.exec(text.trim())
  const isSign = match !== null && (already === 0 || /(-|до|по|to|and|и|\.\.|…)$/.test(match[1] ?? ''))
  return isSign ? { word: match[1] ?? '', sign: -1 } : { word: text.trim(), sign: 1 }
}

type Bound = { number: number } | Extract<TypedSpan, { ok: false }>

function numberOf(digits: string, sign: 1 | -1, unit: string, factorOf: FactorOf): Bound {
  const factor = factorOf(unit)
  if (factor === null) return { ok: false, problem: 'other_unit', unit }
  const number = Math.round(sign * Number(digits.replaceAll(' ', '').replace(',', '.')) * factor * 1e6) / 1e6
  return Math.abs(number) > MOST ? { ok: false, problem: 'too_large' } : { number }
}

function spanOf(from: Bound | null, to: Bound | null): TypedSpan {
  if (from && 'ok' in from) return from
  if (to && 'ok' in to) return to
  if (from && to && from.number > to.number)
    return { ok: false, problem: 'backwards', from: from.number, to: to.number }
  return { ok: true, span: { from: from?.number ?? null, to: to?.number ?? null } }
}

function readOne(
  digits: string,
  { word, sign }: { word: string; sign: 1 | -1 },
  tail: string,
  factorOf: FactorOf,
): TypedSpan {
  const [, unit = tail, isOnwards] = onwards.exec(tail) ?? []
  const bound = numberOf(digits, sign, unit, factorOf)
  if (least.test(word) || (word === '' && isOnwards)) return spanOf(bound, null)
  if (most.test(word) && !isOnwards) return spanOf(null, bound)
  if (word !== '') return { ok: false, problem: 'not_range' }
  if ('ok' in bound) return bound
  const either = [
    { from: bound.number, to: null },
    { from: null, to: bound.number },
  ]
  return { ok: false, problem: 'one_number', interpretations: [...pairsIn(digits, unit, factorOf), ...either] }
}

/** «500 800» is one number, or two. */
function pairsIn(digits: string, unit: string, factorOf: FactorOf): Span[] {
  const groups = digits.split(' ')
  return groups.slice(1).flatMap((_, i) => {
    const [from, to] = [groups.slice(0, i + 1).join(''), groups.slice(i + 1).join('')]
    if (to.startsWith('0')) return []
    const read = spanOf(numberOf(from, 1, unit, factorOf), numberOf(to, 1, unit, factorOf))
    return read.ok ? [read.span] : []
  })
}

/** The answer where no number is below zero: «-5» is then no bound of a range. */
export function fromZero(read: TypedSpan): TypedSpan {
  const spans = read.ok ? [read.span] : read.problem === 'one_number' ? read.interpretations : []
  const isBelow = spans.some(({ from, to }) => (from ?? 0) < 0 || (to ?? 0) < 0)
  return isBelow ? { ok: false, problem: 'negative' } : read
}
