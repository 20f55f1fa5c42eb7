import { titleOf } from './bounded.ts'

/** A title in one line, as a person reads it, without underscores, line breaks and marks at its ends. */
export function tidyTitle(cell: string): string {
  return titleOf(cell)
    .replace(/[\s_\u200b\ufeff]+/g, ' ')
    .replace(/^[\s*:;"«'.,•-]+|[\s*:;"»',]+$/g, '')
    .trim()
}

const lookAlikes: Record<string, string> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  k: 'к',
  m: 'м',
  t: 'т',
  h: 'н',
  b: 'в',
}

/** A title's words for comparing: lower case, е for ё, no dots, Russian letters for Latin ones in a Russian word. */
export function plainTitle(cell: string): string {
  return tidyTitle(cell)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\p{L}+/gu, (word) =>
      /[а-я]/.test(word) && /[a-z]/.test(word)
        ? word.replace(/[a-z]/g, (letter) => lookAlikes[letter] ?? letter)
        : word,
    )
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[.\s]+/g, ' ')
    .trim()
}

/**
 * Texts of a title that may be its key word: the whole title, the title without brackets and without the part behind a
 * comma, then each side of «Артикул / Article».
 */
export function titleInterpretations(cell: string): string[] {
  const whole = plainTitle(cell)
  const bare = whole
    .replace(/[([{][^)\]}]*[)\]}]?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const head = bare.replace(/\s*[,;:].*$/, '')
  // 1C calls a field of a field «Номенклатура.Артикул».
  const field = whole.replace(
    /^(номенклатура|товар|позиция) (?=(артикул|код|наименование|полное|штрих|единица|бренд|производитель|описание|марка))/,
    '',
  )
  const sides = bare.includes('/') || bare.includes('|') ? bare.split(/\s*[/|]\s*/) : []
  return [...new Set([whole, field, bare, head, ...sides])].filter((words) => words !== '')
}

/** «Яркость, лм» is Яркость in лм. */
export function splitUnit(title: string): { name: string; unit: string } {
  const match = /^(.+?),\s*([^\s,]{1,12}|[^\s,]+ \S{1,6})$/.exec(title)
  return match ? { name: match[1] ?? title, unit: match[2] ?? '' } : { name: title, unit: '' }
}
