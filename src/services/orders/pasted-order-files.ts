import { sampleProducts } from '#db/catalog/catalog.ts'
import type { OrderAnswer } from '#documents/pasted-order-xlsx.ts'
import { type Actor, may } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { type PastedOrderSheet, seePastedOrder } from './pasted-order-sheet.ts'

export type AnswerTable = { ok: true; rows: OrderAnswer[]; name: string } | Refusal<'forbidden' | 'not_found'>

/** The list as it was sent, each line with its outcome. */
export async function answerTable(deps: Deps, actor: Actor, orderId: number): Promise<AnswerTable> {
  const seen = await seePastedOrder(deps, actor, orderId)
  if (!seen.ok) return seen
  const { sheet } = seen
  const goods = new Map(sheet.taken.map((one) => [one.productId, one]))
  const rows = sheet.lines.map(({ text, cells, outcome, productId, quantity }): OrderAnswer => {
    const product = productId === null ? undefined : goods.get(productId)
    const given = cells.length > 0 ? cells : [text]
    const none = { sku: '', name: '', quantity: null, priceKopecks: null, free: null }
    if (!product) return { given, ...none, status: statusOf(outcome, null) }
    const { sku, name, priceKopecks, free } = product
    return { given, sku, name, quantity, priceKopecks, free, status: statusOf(outcome, product) }
  })
  return { ok: true, rows, name: sheet.order.name }
}

type TakenLine = PastedOrderSheet['taken'][number]

function statusOf(outcome: string, product: TakenLine | null): OrderAnswer['status'] {
  if (!product)
    return outcome === 'choose' || outcome === 'bad_quantity' || outcome === 'left_out' ? outcome : 'unknown'
  return product.free < product.quantity && !product.quantityUnknown ? 'short' : 'taken'
}

const SAMPLE_LINES = 3

/** Sample articles with quantities that show the form of a list: goods that are there. */
export async function sampleList(
  deps: Deps,
  actor: Actor,
): Promise<{ ok: true; lines: { sku: string; name: string; quantity: number }[] } | Refusal<'forbidden'>> {
  if (!may(actor, 'order')) return refuse('forbidden')
  const goods = await sampleProducts(deps.db, SAMPLE_LINES)
  return { ok: true, lines: goods.map(({ sku, name }, i) => ({ sku, name, quantity: i + 1 })) }
}
