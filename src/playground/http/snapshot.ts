import type { BotCommand } from 'grammy/types'
import type { Phone } from '#playground/cast.ts'
import type { Playground } from '#playground/playground.ts'
import type { ChatMessage } from '#playground/telegram/messages.ts'

/** A phone as the page draws it. */
export interface PhoneState {
  name: string
  title: string
  role: string
  number: string
  messages: ChatMessage[]
  keys: ReturnType<Phone['person']['keys']>
  commands: BotCommand[]
}

/** The whole state of the page. */
export interface State {
  bot: { username: string }
  timeZone: string
  now: number
  phones: PhoneState[]
}

/** The playground as it stands now. */
export function stateOf({ telegram, phones, clock, timeZone }: Playground): State {
  return {
    bot: { username: telegram.username },
    timeZone,
    now: clock.now(),
    phones: Object.values(phones).map(({ name, role, person, profile }) => ({
      name,
      title: profile.firstName,
      role,
      number: profile.phone ?? '',
      messages: person.chat,
      keys: person.keys(),
      commands: person.commands(),
    })),
  }
}
