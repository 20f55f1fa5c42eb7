import { days } from '#domain/time.ts'

/** Texts that refuse name the number from here. */
export const peopleLimits = {
  nameLength: 200,
  invitationForMs: days(7),
} as const
