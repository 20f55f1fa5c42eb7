import type { User } from 'grammy/types'

/** A person's profile; the phone number is sent only when the person shares it. */
export interface Profile {
  id: number
  firstName: string
  lastName?: string
  username?: string
  phone?: string
  languageCode?: string
}

/** A person in the form of the Bot API. */
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
