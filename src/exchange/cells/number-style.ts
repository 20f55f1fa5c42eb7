/** The meaning of three digits behind a separator: `1,899`. */
export type GroupMeaning = 'thousands' | 'decimals' | 'doubtful'

/** The number style of one column. */
export interface NumberStyle {
  comma: GroupMeaning
  dot: GroupMeaning
}

/** Numbers written by machines: a separator is always a decimal one. */
export const machineStyle: NumberStyle = { comma: 'decimals', dot: 'decimals' }

/** Counts of the number styles in the cells of a column. */
export interface StyleEvidence {
  /** `12,5`, `12,50`. */
  shortFraction: number
  /** `0,500`, `1500,000`: three digits that can't be thousands. */
  longFraction: number
  /** `1,234,567`, `1,234.50`. */
  groups: number
  /** `1,899`. */
  unclear: number
  /** The part of `unclear` like `5,000`. */
  unclearWhole: number
}

export type StyleEvidences = Record<',' | '.', StyleEvidence> & { plainThousands: number; plain: number }

export function noEvidence(): StyleEvidences {
  const none = () => ({ shortFraction: 0, longFraction: 0, groups: 0, unclear: 0, unclearWhole: 0 })
  return { ',': none(), '.': none(), plainThousands: 0, plain: 0 }
}

const unclear = /^[-+−]?[1-9]\d{0,2}([.,])\d{3}(?!\d)/
const grouped = /^[-+−]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?!\d)/
const fraction = /([.,])(\d+)$/

/** Adds the evidence of one cell; a cell without digits adds none. */
export function addEvidence(evidence: StyleEvidences, text: string): void {
  const digits = /[-+−]?\d[\d.,' \u00a0\u202f’]*/.exec(text)?.[0].replace(/[^\d]+$/, '') ?? ''
  if (digits === '') return
  if (/^\d+$/.test(digits)) {
    evidence.plain++
    if (digits.length > 3) evidence.plainThousands++
    return
  }
  const isUnclear = unclear.exec(digits)
  if (isUnclear && isUnclear[0] === digits) {
    const own = evidence[isUnclear[1] === ',' ? ',' : '.']
    own.unclear++
    if (digits.endsWith('000')) own.unclearWhole++
    return
  }
  const isGrouped = grouped.exec(digits)
  if (isGrouped && isGrouped[0] === digits) {
    evidence[isGrouped[1] === ',' ? ',' : '.'].groups++
    if (fraction.exec(digits)?.[1] !== isGrouped[1]) evidence[isGrouped[1] === ',' ? '.' : ','].shortFraction++
    return
  }
  const tail = fraction.exec(digits)
  if (!tail) return
  const one = evidence[tail[1] === ',' ? ',' : '.']
  if (tail[2]?.length === 3) one.longFraction++
  else one.shortFraction++
}

/** Money has no three decimals: `1,899` is thousands unless another cell of the column speaks against it. */
export function moneyStyle(evidence: StyleEvidences): NumberStyle {
  const meaning = (own: StyleEvidence): GroupMeaning =>
    own.shortFraction + own.longFraction > 0 || (evidence.plainThousands > 0 && own.groups === 0)
      ? 'doubtful'
      : 'thousands'
  return { comma: meaning(evidence[',']), dot: meaning(evidence['.']) }
}

/** Counts may have three decimals (1C writes five as `5,000`), so both meanings need evidence. */
export function countStyle(evidence: StyleEvidences): NumberStyle {
  const meaning = (own: StyleEvidence): GroupMeaning => {
    const isDecimal = own.longFraction + own.shortFraction > 0
    if (own.groups > 0) return isDecimal ? 'doubtful' : 'thousands'
    if (isDecimal) return evidence.plain > 0 && own.longFraction > 0 ? 'doubtful' : 'decimals'
    // A stock of whole thousands only is a stock with three decimals.
    if (evidence.plain === 0 && own.unclear > 2 && own.unclear === own.unclearWhole) return 'decimals'
    return evidence.plain > 0 && evidence.plainThousands === 0 ? 'thousands' : 'doubtful'
  }
  return { comma: meaning(evidence[',']), dot: meaning(evidence['.']) }
}

/** A number's text in plain digits with a decimal point, by the style; null if its meaning is doubtful. */
export function plainNumber(text: string, style: NumberStyle): string | null {
  const isUnclear = unclear.exec(text)
  if (!isUnclear || isUnclear[0] !== text) return text
  const meaning = isUnclear[1] === ',' ? style.comma : style.dot
  if (meaning === 'doubtful') return null
  return meaning === 'thousands' ? text.replace(/[.,]/, '') : text
}
