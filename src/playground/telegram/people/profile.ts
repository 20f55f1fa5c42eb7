import type { User } from 'grammy/types'

/** Who somebody is; the phone number is told only when they share it. */
export interface Profile {
  id: number
  firstName: string
  lastName?: string
  username?: string
  phone?: string
  languageCode?: string
}

/** How the Bot API speaks of somebody. */
export function userOf({ id, firstName, lastName, username, languageCode }: Profile): User {
  return {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName && { last_name: lastName }),
    ...(username && { username }),
    ...(languageCode && { language_code: languageCode }),
  }
}
