import { type Arguments, codec, type GivenArguments } from './arguments.ts'

/** Telegram allows 64 bytes of callback data. */
export interface Route<Declared extends string = string> {
  /** The name in the buttons of chats: it never changes. */
  name: string
  pattern: RegExp
  /** The data of a button. */
  data(...given: GivenArguments<Declared>): string
  /** The arguments of a pressed button. */
  args(match: string | RegExpMatchArray): Arguments<Declared>
}

const WHOLE = String.raw`-?\d{1,15}`
const DECIMAL = String.raw`-?\d{1,15}(?:\.\d+)?`

function route<Declared extends string>(name: string, declared: readonly Declared[], number = WHOLE): Route<Declared> {
  const { needed, count, write, read } = codec(declared)
  const others = count - needed
  return {
    name,
    pattern: new RegExp(
      `^${name}${`:(${number})`.repeat(needed)}${`(?::(${number})?`.repeat(others)}${')?'.repeat(others)}$`,
    ),
    data: (...[given]) => [name, ...write(given).map((value) => value ?? '')].join(':'),
    args: (match) => read([...match].slice(1).map((value) => (value ? Number(value) : null))),
  }
}

/** A button that shows something: `invoice:42`. It leaves an open form. */
export const screenRoute = <Declared extends string = never>(name: string, ...declared: Declared[]): Route<Declared> =>
  route(name, declared)

/** A button that decides something, days later or in another chat: `!reserve:42`. It keeps an open form open. */
export const decision = <Declared extends string = never>(verb: string, ...declared: Declared[]): Route<Declared> =>
  route(`!${verb}`, declared)

/** A decision about values that need not be whole: the ends of a range. */
export const decimalDecision = <Declared extends string = never>(
  verb: string,
  ...declared: Declared[]
): Route<Declared> => route(`!${verb}`, declared, DECIMAL)

export function isDecision(data: string): boolean {
  return data.startsWith('!')
}

/** «Подробнее»: the help article, and the screen to come back to. */
export const more = {
  pattern: /^\?([a-z_]+)\|(.+)$/,
  data: (article: string, self: string): string => `?${article}|${self}`,
}
