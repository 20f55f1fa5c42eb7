import { type Cloud, type PrivateChat, unixTime } from '#playground/telegram/cloud.ts'
import { briefBot } from '#playground/telegram/messages.ts'
import { publish } from '#playground/telegram/updates/updates.ts'

/** Blocking is also an update, unless the bot is a function: nothing awaits it there. */
export function setBlocked(cloud: Cloud, chat: PrivateChat, blocked: boolean): void {
  if (chat.blocked === blocked) return
  chat.blocked = blocked
  if (cloud.deliver) return
  const user = briefBot(cloud)
  const member = (isKicked: boolean) =>
    isKicked ? { status: 'kicked' as const, user, until_date: 0 } : { status: 'member' as const, user }
  const { is_bot: _, language_code: __, ...profile } = chat.user
  void publish(cloud, chat, {
    my_chat_member: {
      chat: { ...profile, type: 'private' },
      from: chat.user,
      date: unixTime(cloud),
      old_chat_member: member(!blocked),
      new_chat_member: member(blocked),
    },
  })
}
