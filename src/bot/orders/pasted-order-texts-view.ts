import type { Ui } from '#bot/kit/context.ts'
import type { OrderAnswer, OrderTexts } from '#documents/pasted-order-xlsx.ts'

const statuses: OrderAnswer['status'][] = ['taken', 'short', 'choose', 'bad_quantity', 'unknown', 'left_out']

/** The words of the table that answers a list. */
export function answerTexts(ui: Ui): OrderTexts {
  const column = (name: string) => ui.label(`quick_orders.column.${name}`)
  const status = Object.fromEntries(statuses.map((one) => [one, ui.label(`quick_orders.status.${one}`)]))
  return {
    ...{ sku: column('sku'), name: column('name'), price: column('price'), available: column('available') },
    ...{ state: column('state'), status: status as OrderTexts['status'] },
  }
}

export function sampleTexts(ui: Ui): { sku: string; name: string; quantity: string } {
  const column = (name: string) => ui.label(`quick_orders.column.${name}`)
  return { sku: column('sku'), name: column('name'), quantity: column('quantity') }
}
