/** An error printed as it is: the person at the terminal can fix it. */
export class Complaint extends Error {}

/** One clear line of any error. */
export function complaintOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_BUSY') return 'The database is busy: try again in a minute.'
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message}\nSee --help.`
  // Node's refused connections have no message of their own.
  return error.message || code
}

/** Turns any failure of `what` into one line that names it. */
export async function about<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new Complaint(`${what}: ${complaintOf(error)}`)
  }
}
