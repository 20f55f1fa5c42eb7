import { lastImport } from '#db/imports/imports.ts'
import {
  addOfferedList,
  decideOfferedList,
  findOfferedList,
  findOfferedListOf,
  type OfferedList,
  reopenOfferedList,
  updateLook,
} from '#db/orders/offered-lists.ts'
import type { Db } from '#db/schema/schema.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { ImportLook } from '#services/imports/look.ts'
import type { Deps } from '#services/kernel/deps.ts'

const EXAMPLES = 50

/** Saves a list that a person has looked at until the person decides on it. Answers its id. */
export async function offerList(
  deps: Deps,
  actor: Actor,
  { fileId, fileName, look }: { fileId: string; fileName: string; look: ImportLook },
): Promise<number> {
  const importId = (await lastImport(deps.db))?.id ?? null
  const row = { userId: actor.id, fileId, fileName, importId, look: JSON.stringify(shortened(look)) }
  return addOfferedList(deps.db, { ...row, offeredAt: deps.clock.now(), decidedAt: null })
}

/** The offer that a look at a file has become since then; null: there is none. */
export async function findOfferOf(
  deps: Deps,
  actor: Actor,
  given: { fileId: string; since: number },
): Promise<{ id: number; isDecided: boolean } | null> {
  const found = await findOfferedListOf(deps.db, { ...given, userId: actor.id })
  return found ? { id: found.id, isDecided: found.decidedAt !== null } : null
}

/** Replaces the look of an offer after another list has counted. */
export async function lookAgain(deps: Deps, id: number, look: ImportLook): Promise<void> {
  const importId = (await lastImport(deps.db))?.id ?? null
  await updateLook(deps.db, id, { look: JSON.stringify(shortened(look)), importId })
}

/** A message shows some of the rejected rows; the stored look keeps no more than these, and the total. */
function shortened(look: ImportLook): StoredLook {
  const { rejected, cells } = look.result
  const result = { ...look.result, rejected: rejected.slice(0, EXAMPLES), cells: cells.slice(0, EXAMPLES) }
  return { ...look, result, rejectedCount: rejected.length, cellCount: cells.length }
}

export interface StoredLook extends ImportLook {
  rejectedCount: number
  cellCount: number
}

export interface OfferedListSheet {
  id: number
  fileId: string
  fileName: string
  look: StoredLook
  isDecided: boolean
  decidedAt: number | null
  /** True if no other list has counted since the look. */
  isFresh: boolean
}

export async function seeOffer(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true; offer: OfferedListSheet } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.import')) return refuse('forbidden')
  const row = await findOfferedList(deps.db, id)
  if (!row || row.userId !== actor.id) return refuse('not_found')
  const last = (await lastImport(deps.db))?.id ?? null
  return { ok: true, offer: offerOf(row, last) }
}

function offerOf(
  { id, fileId, fileName, look, importId, decidedAt }: OfferedList,
  last: number | null,
): OfferedListSheet {
  const isFresh = importId === last
  return {
    id,
    fileId,
    fileName,
    look: JSON.parse(look) as StoredLook,
    isDecided: decidedAt !== null,
    decidedAt,
    isFresh,
  }
}

/** Decides a list once; false if it was decided before. */
export function decideOffer(deps: Pick<Deps, 'clock'> & { db: Db }, offer: OfferedListSheet): Promise<boolean> {
  return decideOfferedList(deps.db, offer.id, deps.clock.now())
}

export function reopenOffer(deps: Deps, offer: OfferedListSheet): Promise<void> {
  return reopenOfferedList(deps.db, offer.id)
}
