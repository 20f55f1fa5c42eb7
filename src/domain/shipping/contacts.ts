import { parseName } from '#domain/people/companies.ts'

/** The name of a person who takes goods, as typed; null where it is no name: a pass will carry it. */
export function contactNameOf(text: string): string | null {
  const name = parseName(text)
  return name === null || /[?!@#\p{Extended_Pictographic}]/u.test(name) ? null : name
}
