import type { Person } from '#playground/telegram/server.ts'

/** Looked again so often, ms, whether the run is over; what comes is seen at once. */
const GLANCE_MS = 2000
/** From the last start on, ms: whoever was not told by then is told nothing. */
const PATIENCE_MS = 60_000

/** What somebody waits for. */
export interface Wait {
  person: Person
  what: 'look' | 'import' | 'file' | 'text'
  name: string
  /** Whether a message of the bot's is the answer. */
  isAnswer(text: string): boolean
  /** Whether it tells that there will be none. */
  isRefusal(text: string): boolean
  /** The newest message when it was begun. */
  since: number
  outcome: 'answered' | 'refused' | 'silent' | null
}

export interface Waits {
  all: Wait[]
  /** The bot is killed no more. */
  over(): void
  isOver(): boolean
  /** Begins something and waits until its person is told what came of it. */
  until(wait: Omit<Wait, 'outcome' | 'since'>, begin: () => Promise<unknown>): Promise<Wait>
}

const newest = ({ chat }: Person) => chat.at(-1)?.message_id ?? 0

/** What the bot says in its chat with somebody that is newer than, or was changed since, `since`. */
export function saidTo({ chat }: Person): { id: number; text: string }[] {
  return chat.filter(({ fromBot }) => fromBot).map(({ message_id: id, text = '' }) => ({ id, text }))
}

export function createWaits(): Waits {
  const all: Wait[] = []
  let endsAt = Number.POSITIVE_INFINITY
  return {
    all,
    over() {
      endsAt = performance.now() + PATIENCE_MS
    },
    isOver: () => endsAt < Number.POSITIVE_INFINITY,
    async until(given, begin) {
      const wait: Wait = { ...given, since: newest(given.person), outcome: null }
      all.push(wait)
      await begin()
      while (wait.outcome === null) {
        await given.person.until(() => outcomeOf(wait) !== null, GLANCE_MS).catch(() => {})
        wait.outcome = outcomeOf(wait) ?? (performance.now() > endsAt ? 'silent' : null)
      }
      return wait
    },
  }
}

function outcomeOf(wait: Wait): Wait['outcome'] {
  const said = saidTo(wait.person)
  if (said.some(({ text }) => wait.isAnswer(text))) return 'answered'
  return said.some(({ id, text }) => id > wait.since && wait.isRefusal(text)) ? 'refused' : null
}

/** Further messages that tell the same answer, and the same failure by its number. */
export function timesTooOften(all: readonly Wait[]): number {
  const answers = all.map(({ person, isAnswer }) => saidTo(person).filter(({ text }) => isAnswer(text)).length)
  return answers.reduce((sum, count) => sum + Math.max(0, count - 1), 0) + failures(all).repeated
}

/** Failures that were told of what was answered, too. */
export function contradictions(all: readonly Wait[]): number {
  const refused = all.filter(({ person, outcome, isRefusal, since }) => {
    const said = saidTo(person).filter(({ id, text }) => id > since && isRefusal(text))
    return outcome === 'refused' && said.some(({ text }) => SET_ASIDE.test(text))
  })
  return failures(all).different - refused.length
}

const SET_ASIDE = /Не удалось обработать: .*номер (\d+)/

function failures(all: readonly Wait[]): { different: number; repeated: number } {
  const people = [...new Set(all.map(({ person }) => person))]
  const numbers = people.flatMap(saidTo).flatMap(({ text }) => SET_ASIDE.exec(text)?.[1] ?? [])
  const different = new Set(numbers).size
  return { different, repeated: numbers.length - different }
}
