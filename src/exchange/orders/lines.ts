import { type OrderLine, parsePastedOrder } from './pasted-order.ts'

/** `Количество: 2`, `2 шт`, `x2`: a count alone on its line. */
const countLine =
  /^(?:(?:кол-?во|количество|к-во|qty|quantity)\.?\s*[:=–—-]?\s*(?<named>\d{1,6})\s*(?:шт|pcs)?|(?<pieces>\d{1,6})\s*(?:шт\p{L}*|pcs|pieces)|[xх×*]\s*(?<times>\d{1,6}))[.;,]?$/iu
const bareNumber = /^\d{1,6}[.;,]?$/

/**
 * Typed lines; a count on a line of its own joins the goods above it. A bare number may be an article as well: then the
 * bot asks about the line above, which is otherwise one piece.
 */
export function parseOrderLines(text: string): OrderLine[] {
  const lines: OrderLine[] = []
  for (const line of parsePastedOrder(text)) {
    const above = lines.at(-1)
    const { named, pieces, times } = countLine.exec(line.text)?.groups ?? {}
    const count = named ?? pieces ?? times
    const isUncounted = above !== undefined && above.isPlain !== true && above.readings[0]?.quantity === null
    if (isUncounted && count !== undefined && !above.badQuantity) {
      const [joined] = parsePastedOrder(`${above.text.replace(/\s+/g, ' ')} x${count}`)
      if (joined) lines[lines.length - 1] = { ...joined, line: above.line, text: `${above.text} ${line.text}` }
      continue
    }
    if (isUncounted && bareNumber.test(line.text)) lines[lines.length - 1] = { ...above, badQuantity: true }
    lines.push(line)
  }
  return lines
}
