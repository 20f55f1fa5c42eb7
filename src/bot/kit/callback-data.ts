/** Telegram allows 64 bytes of callback data. */
export interface Route {
  pattern: RegExp
  /** The data of a button; null is an open end. */
  data(...args: (number | null)[]): string
  /** The arguments of a pressed button. */
  args(match: string | RegExpMatchArray): (number | null)[]
  /** The first argument, which is there. */
  id(match: string | RegExpMatchArray): number
}

const WHOLE = '(?:-?\\d{1,15})?'
const DECIMAL = '(?:-?\\d{1,15}(?:\\.\\d+)?)?'

function route(name: string, number = WHOLE): Route {
  const pattern = new RegExp(`^${name.replace('!', '\\!')}((?::${number})*)$`)
  const args = (match: string | RegExpMatchArray) =>
    String(match[1] ?? '')
      .split(':')
      .slice(1)
      .map((arg) => (arg === '' ? null : Number(arg)))
  return {
    pattern,
    args,
    data: (...values) => [name, ...values.map((value) => value ?? '')].join(':'),
    id: (match) => args(match)[0] ?? 0,
  }
}

/** A button that shows something: `invoice:42`. An open form is left by it. */
export const screenRoute = (name: string): Route => route(name)

/** A button that decides something, days later or in another chat: `!reserve:42`. It leaves an open form alone. */
export const decision = (verb: string): Route => route(`!${verb}`)

/** A decision about values that need not be whole: the ends of a range. */
export const decimalDecision = (verb: string): Route => route(`!${verb}`, DECIMAL)

export function isDecision(data: string): boolean {
  return data.startsWith('!')
}

/** «Подробнее»: which help article, and the screen to come back to. */
export const more = {
  pattern: /^\?([a-z_]+)\|(.+)$/,
  data: (article: string, self: string): string => `?${article}|${self}`,
}
