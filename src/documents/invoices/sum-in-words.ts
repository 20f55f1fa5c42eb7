import words from 'number-to-words-ru'

/** «Два миллиона четыреста сорок тысяч рублей 00 копеек»: kopecks in figures, the first letter a capital. */
export function sumInWords(kopecks: number): string {
  const rest = String(Math.abs(kopecks) % 100).padStart(2, '0')
  // As a string: a float would lose kopecks of large sums.
  return words.convert(`${kopecks < 0 ? '-' : ''}${Math.trunc(Math.abs(kopecks) / 100)}.${rest}`, { currency: 'rub' })
}
