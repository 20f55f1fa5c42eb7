import type { User } from '#db/people/people.ts'
import { toLocale, translator } from '#i18n.ts'
import type { Deps } from '#services/kernel/deps.ts'
import type { Ui } from './context.ts'

/** The reader's view of screens: language and hints of this person. */
export function uiFor(deps: Pick<Deps, 'clock' | 'settings'>, user: Pick<User, 'locale' | 'hints'>): Ui {
  const { locale, timeZone, seller, reserveForMs } = deps.settings
  const texts = translator(toLocale(user.locale, locale))
  return { ...texts, hints: user.hints === 1, now: deps.clock.now(), timeZone, seller, reserveForMs }
}
