/** Why something was refused: in words that were prepared, by their number, or (0) as a manager typed them. */
export interface Reason {
  prepared: number
  text: string
}

export const noReason: Reason = { prepared: 0, text: '' }

/** The numbers of prepared reasons: stored with refusals, so none gets another meaning. */
export const preparedReasons = [1, 2, 3] as const

const MOST = 300

/** A reason as typed, on one line. */
export function typedReason(text: string): Reason {
  return { prepared: 0, text: text.replace(/\s+/g, ' ').trim().slice(0, MOST) }
}

/** A reason by its number; none if there is no such number. */
export function preparedReason(number: number): Reason {
  return preparedReasons.some((one) => one === number) ? { prepared: number, text: '' } : noReason
}
