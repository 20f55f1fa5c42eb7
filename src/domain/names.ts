import { limits } from './limits.ts'
import { type Refusal, refuse } from './result.ts'

export type NameProblem = 'no_name' | 'name_too_long'

/** A name that a person gives to a list or a selection. */
export function readName(typed: string): { ok: true; name: string } | Refusal<NameProblem> {
  const name = typed.replace(/[\s\p{Cf}]+/gu, ' ').trim()
  if (name === '') return refuse('no_name')
  return name.length > limits.listNameLength ? refuse('name_too_long') : { ok: true, name }
}

/** What a product's name tells beside its model and its article, which stand before it: «Коммутатор HDMI 4x1». */
export function tellingName({ sku, model, name }: { sku: string; model: string; name: string }): string {
  const rest = [model, sku].reduce(without, name).replace(/\(\s*\)/g, ' ')
  return rest
    .replace(/\s+/g, ' ')
    .replace(/ ([,;.])/g, '$1')
    .replace(/^[\s,;:·.–—-]+|[\s,;:·–—-]+$/g, '')
}

/** Only where it is a word by itself: «HDMI-10» is no part of «HDMI-100». */
function without(text: string, word: string): string {
  const at = word === '' ? -1 : text.toLowerCase().indexOf(word.toLowerCase())
  const isPart = /[\p{L}\d]/u.test(`${text[at - 1] ?? ''}${text[at + word.length] ?? ''}`)
  return at < 0 || isPart ? text : `${text.slice(0, at)} ${text.slice(at + word.length)}`
}
