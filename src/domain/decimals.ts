/**
 * A decimal as people, Excel and 1C write it (`1 719`, `1719,00`, `1 234,56`, `1,234.56`, `231.7400`) as an integer of
 * `places` decimal places, rounded half up without floats; null if the text is not a decimal.
 */
export function parseDecimal(text: string, places: number): number | null {
  const plain = text.trim().replace(/[\s']/g, ' ').replace(/^[−–]/, '-')
  const match = /^([-+]?) ?(\d+|\d{1,3}(?:([ .,])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?$/.exec(plain)
  if (!match || (match[3] && match[3] === match[4])) return null
  const [, sign, whole = '', , , fraction = ''] = match
  const digits = whole.replace(/[ .,]/g, '') + fraction.padEnd(places, '0').slice(0, places)
  if (digits.replace(/^0+/, '').length > 15) return null
  const magnitude = Number(digits) + ((fraction[places] ?? '0') >= '5' ? 1 : 0)
  return sign === '-' && magnitude > 0 ? -magnitude : magnitude
}
