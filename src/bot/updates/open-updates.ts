import type { Update } from 'grammy/types'
import { closeUpdate, keepOpen, openUpdates } from '#db/kernel/open-updates.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** The store of updates that are confirmed to Telegram before they are done. */
export interface OpenUpdates {
  keep(updates: readonly Update[]): Promise<void>
  /** The updates left by a process that fell. */
  left(): Promise<Update[]>
  close(id: number): Promise<void>
}

export function openUpdatesIn({ db }: Pick<Deps, 'db'>): OpenUpdates {
  return {
    keep: (updates) =>
      keepOpen(
        db,
        updates.map((update) => ({ id: update.update_id, value: JSON.stringify(update) })),
      ),
    left: async () => (await openUpdates(db)).map(({ value }) => JSON.parse(value) as Update),
    close: (id) => closeUpdate(db, id),
  }
}

/**
 * Hands over updates that an earlier process left, for a bot that does not poll; Telegram counts them as confirmed
 * already.
 */
export async function handleLeft(open: OpenUpdates, handle: (update: Update) => Promise<void>): Promise<void> {
  for (const update of await open.left()) {
    void handle(update).then(
      () => open.close(update.update_id),
      () => {},
    )
  }
}
