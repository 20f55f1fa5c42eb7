import type { Seller } from '#domain/orders/seller.ts'

/** A printed invoice: all values are those of its moment, and nothing is recalculated. */
export interface InvoiceDocument {
  number: string
  /** `23.11.2026` */
  date: string
  /** `30.11.2026`, or days of credit after the goods have left. */
  payBy: string | { daysAfterShipping: number }
  seller: Seller
  buyer: { name: string; inn: string; kpp: string }
  lines: InvoiceDocumentLine[]
  totalKopecks: number
  vatKopecks: number
  /** True if `priceKopecks` of the lines includes VAT. */
  vatIncluded: boolean
}

export interface InvoiceDocumentLine {
  sku: string
  name: string
  quantity: number
  unit: string
  priceKopecks: number
  /** Hundredths of a percent; -1 is "without VAT". */
  vatRate: number
  /** VAT included, whether the price includes it or not. */
  sumKopecks: number
  vatKopecks: number
}
