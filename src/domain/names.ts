import { limits } from './limits.ts'
import { type Refusal, refuse } from './result.ts'

export type NameProblem = 'no_name' | 'name_too_long'

/** A name that a person gives to a list or a selection. */
export function readName(typed: string): { ok: true; name: string } | Refusal<NameProblem> {
  const name = typed.replace(/[\s\p{Cf}]+/gu, ' ').trim()
  if (name === '') return refuse('no_name')
  return name.length > limits.listNameLength ? refuse('name_too_long') : { ok: true, name }
}
