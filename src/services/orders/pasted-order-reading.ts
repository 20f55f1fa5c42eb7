import {
  addPastedOrder,
  changePastedOrder,
  findPastedOrder,
  findPastedOrderOf,
  findPastedOrderOfMessage,
  type PastedOrder,
  rewritePastedOrder,
} from '#db/orders/pasted-orders.ts'
import type { Db } from '#db/schema/schema.ts'
import type { LineDecision } from '#domain/orders/pasted-orders.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { OrderDraft } from '#exchange/orders/draft.ts'
import type { OrderLine } from '#exchange/orders/pasted-order.ts'
import { wholeRows } from '#exchange/orders/pasted-order-columns.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { type AskedList, NONE, type PendingList, resolveList } from './pasted-order-columns.ts'
import { type MatchProgress, matchLines, partLines } from './pasted-order-matching.ts'
import { type SeePastedOrder, seePastedOrder } from './pasted-order-sheet.ts'

export interface SentList {
  draft: OrderDraft
  /** True for a typed or pasted list, false for a file. */
  isText: boolean
  /** The file's name; empty for a text. */
  name: string
  updateId: number
  messageId: number
  /** The message was sent before and is edited. */
  isEdit?: boolean
}

export type ReadList = { ok: true; orderId: number } | Refusal<'forbidden' | 'empty' | 'no_count' | 'added'>

/**
 * Reads a list and saves the meaning of each line, or the question which column is the count. The message's id makes it
 * one list, however often it is delivered; an edited one is read again as long as its goods are in no cart.
 */
export async function readList(deps: Deps, actor: Actor, sent: SentList, progress?: MatchProgress): Promise<ReadList> {
  const { companyId } = actor
  const { draft, isText, name, updateId, messageId } = sent
  if (!may(actor, 'order') || companyId === null) return refuse('forbidden')
  if (draft.lines.length + draft.tables.length + draft.unordered === 0) return refuse('empty')
  const before = await sentBefore(deps.db, actor, sent)
  if (before) return before
  const read = await readPending(deps, { draft, isText, answers: {} }, progress)
  if (!read.ok) return read
  const { rows, ...state } = read
  return transaction(deps, async (tx) => {
    const meanwhile = await sentBefore(tx, actor, sent)
    if (meanwhile) return meanwhile
    const { pending, unordered, around } = state
    const change = { updateId, name, pending, unordered, around }
    const edited = await findPastedOrderOfMessage(tx, actor.id, messageId)
    if (edited)
      return (await rewritePastedOrder(tx, edited.id, change, rows))
        ? { ok: true, orderId: edited.id }
        : refuse('added')
    const now = { userId: actor.id, companyId, messageId, answerId: null, createdAt: deps.clock.now(), addedAt: null }
    return { ok: true, orderId: await addPastedOrder(tx, { ...now, ...change }, rows) }
  })
}

/** The list that an update has already become, if any. */
export async function findListOf(deps: Deps, actor: Actor, updateId: number): Promise<number | null> {
  return (await findPastedOrderOf(deps.db, actor.id, updateId))?.id ?? null
}

/** The list made of this very message; null if it is new, or edited and not yet used. */
async function sentBefore(db: Db, actor: Actor, { updateId, messageId, isEdit }: SentList): Promise<ReadList | null> {
  const same = await findPastedOrderOf(db, actor.id, updateId)
  if (same) return { ok: true, orderId: same.id }
  const before = await findPastedOrderOfMessage(db, actor.id, messageId)
  if (!before) return null
  // An edit older than the list that was read came late.
  if (!isEdit || before.updateId > updateId) return { ok: true, orderId: before.id }
  return before.addedAt === null ? null : refuse('added')
}

type Rows = Parameters<typeof addPastedOrder>[2]
type ReadRows = { ok: true; rows: Rows; pending: string | null; unordered: number; around: number }

/** The rows to save for a list; none while it waits for an answer. */
async function readPending(
  deps: Deps,
  list: PendingList,
  progress?: MatchProgress,
): Promise<ReadRows | Refusal<'no_count' | 'empty'>> {
  const resolved = await resolveList(deps, list)
  if (resolved.kind === 'no_count') return refuse('no_count')
  const { around } = list.draft
  if (resolved.kind === 'ask') {
    const pending: AskedList = { ...list, question: resolved.question }
    return { ok: true, rows: [], pending: JSON.stringify(pending), unordered: 0, around }
  }
  const lines = await partLines(deps, resolved.lines)
  const decisions = await matchLines(deps, lines, progress)
  const counted = lines.flatMap((line, i) => {
    const decision = decisions[i] ?? { outcome: 'unknown' as const }
    return line.isAside && decision.outcome === 'unknown' ? [] : [{ line, decision }]
  })
  const rows = counted.map(({ line, decision }, i) => rowOf(line, decision, i + 1))
  const { unordered } = resolved
  const aside = around + lines.length - counted.length
  return rows.length + unordered + aside > 0
    ? { ok: true, rows, pending: null, unordered, around: aside }
    : refuse('empty')
}

function rowOf({ text, cells }: OrderLine, decision: LineDecision, position: number) {
  return {
    position,
    text,
    cells: JSON.stringify(cells),
    outcome: decision.outcome,
    productId: decision.outcome === 'taken' ? decision.productId : null,
    quantity: 'quantity' in decision ? decision.quantity : null,
    candidates: JSON.stringify('candidates' in decision ? decision.candidates : []),
  }
}

/**
 * Answers which column of a table is the count; null: none of them, and the table orders nothing. The second call
 * changes nothing.
 */
export async function answerColumn(
  deps: Deps,
  actor: Actor,
  given: { orderId: number; table: number; column: number | null },
  progress?: MatchProgress,
): Promise<SeePastedOrder | Refusal<'no_count' | 'empty'>> {
  const { orderId, table, column } = given
  const seen = await seePastedOrder(deps, actor, orderId)
  if (!seen.ok) return seen
  const { order } = seen.sheet
  if (order.pending === null || order.addedAt !== null) return seen
  const list = JSON.parse(order.pending) as AskedList
  // The button belongs to a question that is answered already.
  if (list.question.table !== table) return seen
  const answers = { ...list.answers, [table]: column ?? NONE }
  const read = await readPending(deps, { ...list, answers }, progress)
  if (read.ok && (read.pending !== null || read.rows.length > 0)) return rewritten(deps, actor, order, read)
  return read.ok || column === null ? rewritten(deps, actor, order, leftOut(list)) : read
}

/** Marks all rows as left out: the list can still be sent back as a table. */
function leftOut({ draft }: PendingList): Omit<ReadRows, 'ok'> {
  const lines = [...draft.lines, ...draft.tables.flatMap(wholeRows)]
  const rows = lines.map((line, i) => ({ ...rowOf(line, { outcome: 'unknown' }, i + 1), outcome: 'left_out' as const }))
  return { rows, pending: null, unordered: draft.unordered, around: draft.around }
}

async function rewritten(
  deps: Deps,
  actor: Actor,
  order: PastedOrder,
  read: Omit<ReadRows, 'ok'>,
): Promise<SeePastedOrder> {
  const { rows, pending, unordered, around } = read
  await transaction(deps, async (tx) => {
    // A second press finds the question answered.
    const now = await findPastedOrder(tx, order.id)
    if (now?.pending !== order.pending) return
    const { updateId, name } = order
    await rewritePastedOrder(tx, order.id, { updateId, name, pending, unordered, around }, rows)
  })
  return seePastedOrder(deps, actor, order.id)
}

/** Remembers the message that shows a list, to be changed when the list is edited. */
export async function rememberAnswer(deps: Deps, orderId: number, answerId: number): Promise<void> {
  await changePastedOrder(deps.db, orderId, { answerId })
}

/** The list that a message brought: whether it is used up, and the message that shows it; null if it brought none. */
export async function listOfMessage(
  deps: Deps,
  actor: Actor,
  messageId: number,
): Promise<{ orderId: number; isAdded: boolean; answerId: number | null } | null> {
  const order = await findPastedOrderOfMessage(deps.db, actor.id, messageId)
  if (!order || order.companyId !== actor.companyId) return null
  return { orderId: order.id, isAdded: order.addedAt !== null, answerId: order.answerId }
}
