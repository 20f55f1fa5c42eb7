/** «22 %», «Без НДС»; `vatRate` in hundredths of a percent. */
export function vatRateText(vatRate: number): string {
  return vatRate < 0 ? 'Без НДС' : `${String(vatRate / 100).replace('.', ',')}\u00a0%`
}

/** VAT in kopecks of each rate that the lines have, the highest rate first. */
export function vatByRate(lines: readonly { vatRate: number; vatKopecks: number }[]) {
  const sums = new Map<number, number>()
  for (const line of lines) sums.set(line.vatRate, (sums.get(line.vatRate) ?? 0) + line.vatKopecks)
  return [...sums].map(([vatRate, vatKopecks]) => ({ vatRate, vatKopecks })).sort((a, b) => b.vatRate - a.vatRate)
}
