import { runDue } from '#jobs/index.ts'
import type { Delivery, Deps } from '#services/kernel/deps.ts'
import { notify } from '#services/notices/notices.ts'
import { nextNoticeAt } from '#services/notices/outbox.ts'
import type { DatabaseKind } from '../../support/databases.ts'
import { shop } from '../../support/shop.ts'
import type { FakeClock } from '../../support/world.ts'

export interface Mailbox {
  deps: Deps
  clock: FakeClock
  people: number[]
  /** What the line answers to each person's next notices; nothing left: sent. */
  answers: Map<number, (Delivery | Error)[]>
  sent: { userId: number; key: string; at: number }[]
  /** When the line was asked to send anything. */
  tries: number[]
  sentTo(userId: number): string[]
  /** Lets the clock go from one due instant to the next until nothing waits. */
  untilQuiet(): Promise<void>
}

/** People, and a line to them that answers as it is told. */
export async function mailbox(kind: DatabaseKind, count: number): Promise<Mailbox> {
  const { deps: given, clock, rows } = await shop(kind)
  const answers: Mailbox['answers'] = new Map()
  const sent: Mailbox['sent'] = []
  const tries: number[] = []
  const people = Array.from({ length: count }, (_, i) => 10_000 + i)
  await rows.fill(
    'users',
    people.map((id) => ({ id, firstName: `Человек ${id}` })),
  )
  const deps: Deps = {
    ...given,
    notifier: {
      async send({ userId, details }) {
        tries.push(clock.now())
        const answer = answers.get(userId)?.shift() ?? { outcome: 'sent', messageId: tries.length }
        if (answer instanceof Error) throw answer
        if (answer.outcome === 'sent') sent.push({ userId, key: String(details.key), at: clock.now() })
        return answer
      },
    },
  }
  return {
    deps,
    clock,
    people,
    answers,
    sent,
    tries,
    sentTo: (userId) => sent.filter((one) => one.userId === userId).map(({ key }) => key),
    async untilQuiet() {
      for (let at = await nextNoticeAt(deps); at !== null; at = await nextNoticeAt(deps)) {
        clock.advance(Math.max(0, at - clock.now()))
        await runDue(deps)
      }
    },
  }
}

export function write(deps: Deps, userId: number, key: string): Promise<void> {
  return notify(deps.db, [userId], { key, kind: 'welcome', aboutId: 1, details: { key } }, deps.clock.now())
}
