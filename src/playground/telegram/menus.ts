import type { BotCommand, User } from 'grammy/types'
import type { Cloud } from './cloud.ts'

/** The menu a person sees in the private chat: the narrowest scope wins, and within a scope their own language. */
export function menuOf(cloud: Cloud, user: User): BotCommand[] {
  const languages = user.language_code ? [user.language_code.slice(0, 2), ''] : ['']
  for (const scope of [`chat:${user.id}`, 'all_private_chats', 'default'])
    for (const language of languages) {
      const menu = cloud.menus.get(`${scope}/${language}`)
      if (menu) return structuredClone(menu)
    }
  return []
}
