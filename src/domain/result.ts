/** A refusal that people cause: plain JSON, so that it passes through conversations and logs alike. */
export interface Refusal<Reason extends string> {
  ok: false
  reason: Reason
}

export function refuse<const Reason extends string>(reason: Reason): Refusal<Reason> {
  return { ok: false, reason }
}
