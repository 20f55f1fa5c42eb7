import type { Person } from '#playground/telegram/server.ts'
import type { World } from '../support/world.ts'

/** What the bot told somebody: messages, captions, buttons, toasts, since `from` of `telegram.calls`. */
export function toldSince({ telegram }: World, { id }: Person, from: number): string {
  const calls = telegram.calls.slice(from)
  const said = calls.filter(({ method, chatId }) => chatId === id || method === 'answerCallbackQuery')
  return said
    .filter(({ method }) => method !== 'setMyCommands')
    .map(({ params: { chat_id: _, callback_query_id: __, message_id: ___, ...told } }) => JSON.stringify(told))
    .join('\n')
}

/** What the bot reckons with: a screen that is the same already, a message that can't be edited, a press of long ago. */
const expected = /message is not modified|message can't be edited|query is too old/

/** Calls that Telegram refused and the bot did not reckon with, in words. */
export function refusals({ telegram }: Pick<World, 'telegram'>): string[] {
  const refused = telegram.calls.filter((call) => !call.ok && !expected.test(call.description ?? ''))
  return refused.map(({ method, description }) => `${method}: ${description}`)
}

/** Chooses a language the way people do. */
export async function speaks(person: Person, locale: 'ru' | 'en'): Promise<void> {
  await person.sends('/settings')
  await person.taps(locale === 'ru' ? 'Русский' : 'English')
  await person.sends('/start')
}
