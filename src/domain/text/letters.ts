/** Cyrillic letters that look like Latin ones: people type either on a Russian keyboard. */
export const looksLike: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  ё: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
}

/** Cyrillic letters by their sound: «АВ-10» may mean AV-10. */
export const soundsLike: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'j', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l' },
  ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh' },
  ...{ щ: 'sch', ы: 'y', ь: '', ъ: '', э: 'e', ю: 'u', я: 'ya' },
}

/** A Latin letter that may have been typed for the Cyrillic one. */
const looksBack = new Map(
  Object.entries(looksLike).flatMap(([cyrillic, latin]) =>
    /[ёіѕ]/.test(cyrillic) ? [] : [[latin, cyrillic] as const],
  ),
)

/** One case, ё as е, one form of each sign, no invisible signs: zero-width, direction marks, accents. */
export function plain(text: string): string {
  if (/^[ -~А-Яа-яЁё]*$/.test(text)) return text.toLowerCase().replaceAll('ё', 'е')
  const lower = text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ё', 'е')
  return /^[ -~а-я]*$/.test(lower) ? lower : lower.replace(/[\p{Cf}\p{Mn}]/gu, '').replaceAll('×', 'x')
}

/** Look-alike letters made one: words are compared by this form. */
export function folded(word: string): string {
  if (!/[Ѐ-ӿ]/.test(word)) return word
  let made = ''
  for (const char of word) made += looksLike[char] ?? char
  return made
}

/** The text as it sounds, in Latin letters. */
export function sounded(text: string): string {
  let made = ''
  for (const char of text) made += soundsLike[char] ?? char
  return made
}

/** The alphabet in which a plain word is meant, whatever look-alikes are in it. */
export function scriptOf(word: string): 'ru' | 'en' {
  if (!/[а-яіѕ]/.test(word)) return 'en'
  if (/[бгджзийлпфцчшщъыьэюя]/.test(word)) return 'ru'
  return /[a-z]/.test(word) ? 'en' : 'ru'
}

/** A word meant in Cyrillic, with the Latin letters that slipped into it replaced. */
export function inCyrillic(word: string): string {
  if (!/[a-z]/.test(word)) return word
  let made = ''
  for (const char of word) made += looksBack.get(char) ?? char
  return made
}

const latinKeys = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~{}:"<>'
const cyrillicKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю'
const toCyrillic = new Map([...latinKeys].map((char, i) => [char, cyrillicKeys[i] ?? char]))
/** The keys without shift come last and win: «х» is `[`, not `{`. */
const toLatin = new Map([...cyrillicKeys].map((char, i) => [char, latinKeys[i] ?? char] as const).reverse())

/** The same keys with the keyboard in its other layout; null if nothing changes. */
export function otherLayout(text: string): string | null {
  const lower = text.toLowerCase()
  const keys = /[а-яё]/.test(lower) ? toLatin : toCyrillic
  let made = ''
  for (const char of lower) made += keys.get(char) ?? char
  return made === lower ? null : made
}

const neighbours = new Map<string, string>()
for (const row of ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю']) {
  for (let i = 0; i < row.length; i++) {
    const [here, before, after] = [folded(row[i] ?? ''), folded(row[i - 1] ?? ''), folded(row[i + 1] ?? '')]
    neighbours.set(here, `${neighbours.get(here) ?? ''}${before}${after}`)
  }
}

/** True if the keys of two folded letters are neighbours. */
export function areNeighbours(a: string, b: string): boolean {
  return neighbours.get(a)?.includes(b) ?? false
}
