import { writeSelection } from '#db/catalog/facets.ts'
import {
  addShared,
  findSavedSelection,
  findShared,
  findToken,
  removeSavedSelection,
  renameSavedSelection,
  type SavedSelection,
  savedSelectionsOf,
  saveSelection,
} from '#db/catalog/saved-selections.ts'
import { catalogLimits } from '#domain/catalog/limits.ts'
import { type NameProblem, readName } from '#domain/names.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { choose, countChosen, currentSelection, type NamedSelection, nameSelection, readState } from './selections.ts'

/** Letters of a token: 132 bits; with its prefix it stays below the 64 letters allowed behind `/start`. */
const TOKEN_LETTERS = 22

/** Selections are saved for a company, so the actor needs one. */
function maySave(actor: Actor): actor is Actor & { companyId: number } {
  return may(actor, 'catalog.see') && actor.companyId !== null
}

export interface SavedSelectionPage {
  saved: Pick<SavedSelection, 'id' | 'name'>
  chosen: NamedSelection
  total: number
}

export type SeeSavedSelection = { ok: true; page: SavedSelectionPage } | Refusal<'forbidden' | 'not_found'>

/** A selection of the actor's company, with the count of goods that it finds today. */
export async function seeSavedSelection(deps: Deps, actor: Actor, id: number): Promise<SeeSavedSelection> {
  const found = await findOwn(deps, actor, id)
  if (!found.ok) return found
  const { name, state } = found.row
  const selection = await readState(deps.db, state)
  const chosen = await nameSelection(deps.db, selection)
  return { ok: true, page: { saved: { id, name }, chosen, total: await countChosen(deps, actor, selection) } }
}

async function findOwn(
  { db }: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true; row: SavedSelection } | Refusal<'forbidden' | 'not_found'>> {
  if (!maySave(actor)) return refuse('forbidden')
  const row = await findSavedSelection(db, id)
  return row?.companyId === actor.companyId ? { ok: true, row } : refuse('not_found')
}

export interface SavedSelectionsPage {
  saved: SavedSelection[]
  /** The selection that would be saved now. */
  chosen: NamedSelection
}

export async function seeSavedSelections(
  { db }: Deps,
  actor: Actor,
): Promise<{ ok: true; page: SavedSelectionsPage } | Refusal<'forbidden'>> {
  if (!maySave(actor)) return refuse('forbidden')
  const chosen = await nameSelection(db, await currentSelection(db, actor))
  return { ok: true, page: { saved: await savedSelectionsOf(db, actor.companyId), chosen } }
}

/** Saves the current selection under a name for the whole company; the same name again overwrites it. */
export async function saveChosenSelection(
  deps: Deps,
  actor: Actor,
  typed: string,
): Promise<SeeSavedSelection | Refusal<NameProblem | 'too_many_selections'>> {
  if (!maySave(actor)) return refuse('forbidden')
  const { companyId } = actor
  const read = readName(typed)
  if (!read.ok) return read
  const { name } = read
  const saved = await transaction(deps, async (tx) => {
    const all = await savedSelectionsOf(tx, companyId)
    if (all.length >= catalogLimits.savedSelections && !all.some((one) => one.name === name))
      return refuse('too_many_selections')
    const state = JSON.stringify(await currentSelection(tx, actor))
    const row = { companyId, name, state, savedBy: actor.id, savedAt: deps.clock.now() }
    return { ok: true as const, id: await saveSelection(tx, row) }
  })
  return saved.ok ? seeSavedSelection(deps, actor, saved.id) : saved
}

/** Renames a selection; refused if the company has another one of that name. */
export async function renameSelection(
  deps: Deps,
  actor: Actor,
  id: number,
  typed: string,
): Promise<SeeSavedSelection | Refusal<NameProblem | 'name_taken'>> {
  const found = await findOwn(deps, actor, id)
  if (!found.ok) return found
  const read = readName(typed)
  if (!read.ok) return read
  const renamed = await transaction(deps, (tx) => renameSavedSelection(tx, found.row, read.name))
  return renamed ? seeSavedSelection(deps, actor, id) : refuse('name_taken')
}

export async function removeSelection(deps: Deps, actor: Actor, id: number): Promise<SeeSavedSelection> {
  const seen = await seeSavedSelection(deps, actor, id)
  if (seen.ok) await removeSavedSelection(deps.db, id)
  return seen
}

/** Makes it the actor's current selection. */
export async function openSavedSelection(
  deps: Deps,
  actor: Actor,
  id: number,
): Promise<{ ok: true } | Refusal<'forbidden' | 'not_found'>> {
  const found = await findOwn(deps, actor, id)
  if (!found.ok) return found
  await choose(deps, actor, await readState(deps.db, found.row.state))
  return { ok: true }
}

/** Shares the current selection under a token that nobody guesses; the same selection has the same token again. */
export async function shareSelection(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; token: string; chosen: NamedSelection; total: number } | Refusal<'forbidden'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const selection = await currentSelection(deps.db, actor)
  const state = JSON.stringify(selection)
  const token = await transaction(deps, async (tx) => {
    const known = await findToken(tx, actor.id, state)
    if (known !== undefined) return known
    const fresh = deps.tokens.token().slice(0, TOKEN_LETTERS)
    const row = { token: fresh, state, sharedBy: actor.id, sharedAt: deps.clock.now() }
    await addShared(tx, row, catalogLimits.sharedSelections)
    return fresh
  })
  const chosen = await nameSelection(deps.db, selection)
  return { ok: true, token, chosen, total: await countChosen(deps, actor, selection) }
}

/** Makes a shared selection the actor's current one, at the actor's own prices. A link gives nobody a right. */
export async function openShared(
  deps: Deps,
  actor: Actor,
  token: string,
): Promise<{ ok: true } | Refusal<'forbidden' | 'not_found'>> {
  if (!may(actor, 'catalog.see')) return refuse('forbidden')
  const state = await findShared(deps.db, token)
  if (state === undefined) return refuse('not_found')
  await writeSelection(deps.db, actor.id, JSON.stringify(await readState(deps.db, state)), deps.clock.now())
  return { ok: true }
}
