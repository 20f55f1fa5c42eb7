import type { FileProblem } from '#exchange/cells/records.ts'

/** Thrown midway through a file that began well: what was read before it must not be kept. */
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
