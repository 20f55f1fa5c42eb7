import { Refusal, refuse } from './errors.ts'

/** A JSON object with unknown content. */
export type JsonObject = Record<string, unknown>

/** True for objects only, not for arrays and null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `undefined` stands for text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Strings inside JSON may also be given as numbers; nothing else passes, not even null. */
export function optionalString(object: JsonObject, field: string): string {
  const value = object[field]
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw refuse(`Field "${field}" must be of type String`)
}

/** Absence is refused; an empty string passes. */
export function requiredString(object: JsonObject, field: string): string {
  if (object[field] === undefined) throw refuse(`Can't find field "${field}"`)
  return optionalString(object, field)
}

/** Whole numbers, also written as a string. */
export function optionalInteger(object: JsonObject, field: string): number | undefined {
  const value = object[field]
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value)) return value
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value)
  if (typeof value === 'number' || typeof value === 'string') throw refuse(`Field "${field}" must be a valid Number`)
  throw refuse(`Field "${field}" must be of type Number`)
}

/** As `optionalInteger`, but absence is refused. */
export function requiredInteger(object: JsonObject, field: string): number {
  const value = optionalInteger(object, field)
  if (value === undefined) throw refuse(`Can't find field "${field}"`)
  return value
}

/** Only JSON true and false: "true" and 1 are refused here, unlike in top-level parameters. */
export function optionalFlag(object: JsonObject, field: string): boolean {
  const value = object[field]
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  throw refuse(`Field "${field}" must be of type Boolean`)
}

/** Runs a nested parser and puts the name of its value before its complaint. */
export function within<T>(what: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refuse(`${what}: ${error.message}`)
  }
}
