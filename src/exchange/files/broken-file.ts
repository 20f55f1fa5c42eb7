import type { FileProblem } from './problems.ts'

/** Thrown midway through a file that began well: the records read before it must not be used. */
export class BrokenFile extends Error {
  readonly reason: FileProblem
  readonly detail: string

  constructor(reason: FileProblem, detail: string) {
    super(`The file cannot be read: ${reason} (${detail})`)
    this.name = 'BrokenFile'
    this.reason = reason
    this.detail = detail
  }
}
