export interface UnpaidInvoice {
  invoiceId: number
  unpaidKopecks: number
}

export interface Allocation {
  invoiceId: number
  amountKopecks: number
}

/** Spreads an amount over the unpaid invoices, in the given order; the rest is an advance. */
export function allocate(
  amountKopecks: number,
  owed: readonly UnpaidInvoice[],
): { allocations: Allocation[]; restKopecks: number } {
  let rest = amountKopecks
  const allocations: Allocation[] = []
  for (const { invoiceId, unpaidKopecks } of owed) {
    const part = Math.min(rest, unpaidKopecks)
    if (part <= 0) continue
    allocations.push({ invoiceId, amountKopecks: part })
    rest -= part
  }
  return { allocations, restKopecks: rest }
}
