import { parseJson } from './json.ts'

/** A file attached to a call. */
export interface Upload {
  name: string
  mime: string
  bytes: Uint8Array
}

/** The parameters of one call: all of them text, as they were on the wire; JSON values keep their JSON text. */
export interface Args {
  values: ReadonlyMap<string, string>
  uploads: ReadonlyMap<string, Upload>
}

/** A parameter as text, empty when absent. */
export function text(args: Args, name: string): string {
  return args.values.get(name) ?? ''
}

/** Lenient like Telegram's own: "12abc" is 12, "abc" is 0; out of range is clamped, never refused. */
export function integer(args: Args, name: string, fallback = 0, min = -Infinity, max = Infinity): number {
  const value = args.values.get(name)
  const number = value === undefined || value === '' ? fallback : lenientInteger(value)
  return Math.min(Math.max(number, min), max)
}

/** The number a text begins with, else 0. */
export function lenientInteger(value: string): number {
  return Number(/^-?\d+/.exec(value)?.[0] ?? 0)
}

/** Only true, yes and 1 are true, in any case. */
export function flag(args: Args, name: string): boolean {
  return ['true', 'yes', '1'].includes(text(args, name).trim().toLowerCase())
}

/** `undefined` when the parameter is absent, empty, or no JSON. */
export function json(args: Args, name: string): unknown {
  return parseJson(text(args, name))
}

/** The call as it is recorded: JSON decoded, uploads by name and size. */
export function recorded(args: Args): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [name, value] of args.values) params[name] = /^[[{]/.test(value) ? (parseJson(value) ?? value) : value
  for (const [name, upload] of args.uploads) params[name] = { name: upload.name, size: upload.bytes.length }
  return params
}
