const LENGTHS = [8, 12, 13, 14]

/**
 * The keys that a barcode may be stored under, for any number of leading zeros: UPC-12 is EAN-13 with a zero in front,
 * and a spreadsheet drops zeros. Empty if the text is not a barcode.
 */
export function barcodeKeys(text: string): string[] {
  const digits = text.replace(/[\s\u00a0\u202f-]/g, '')
  if (!/^\d{8}$|^\d{11,14}$/.test(digits)) return []
  const bare = digits.replace(/^0+/, '')
  if (bare.length < 6) return []
  return [
    ...new Set([
      digits,
      ...LENGTHS.filter((length) => length >= bare.length).map((length) => bare.padStart(length, '0')),
    ]),
  ]
}
