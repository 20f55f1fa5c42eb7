/**
 * The declaration of numbers in buttons and questions: `invoice` is always there, `company?` may be absent (null),
 * `page=0` is 0 if absent. Required ones come first.
 */
type NameOf<Declared> = Declared extends `${infer Name}?`
  ? Name
  : Declared extends `${infer Name}=${number}`
    ? Name
    : Declared & string
type Needed<Declared extends string> = Exclude<Declared, `${string}?` | `${string}=${number}`>

/** The arguments read from a pressed button or an answered question. */
export type Arguments<Declared extends string> = {
  [One in Declared as NameOf<One>]: One extends `${string}?` ? number | null : number
}

type Given<Declared extends string> = { [One in Needed<Declared>]: number } & {
  [One in Exclude<Declared, Needed<Declared>> as NameOf<One>]?: number | null
}

/** The arguments to write; none need be given if none is required. */
export type GivenArguments<Declared extends string> = [Needed<Declared>] extends [never]
  ? [given?: Given<Declared>]
  : [given: Given<Declared>]

export interface Codec<Declared extends string> {
  /** The count of required arguments. */
  needed: number
  count: number
  /** In the declared order, without absent ones at the end. */
  write(given: object | undefined): (number | null)[]
  read(values: readonly (number | null | undefined)[]): Arguments<Declared>
}

export function codec<Declared extends string>(declared: readonly Declared[]): Codec<Declared> {
  const names = declared.map((one) => one.replace(/[?=].*/, ''))
  const absent = declared.map((one) => (one.includes('=') ? Number(one.split('=')[1]) : null))
  return {
    needed: declared.filter((one) => !/[?=]/.test(one)).length,
    count: names.length,
    write(given = {}) {
      const values = names.map((name) => (given as Record<string, number | null>)[name] ?? null)
      return values.slice(0, values.findLastIndex((value) => value !== null) + 1)
    },
    read: (values) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? absent[i]])) as Arguments<Declared>,
  }
}
