import type { Seller } from '#domain/orders/seller.ts'

/** An invoice as it is printed: everything in it is that moment's, nothing is counted anew. */
export interface InvoiceDocument {
  number: string
  /** `23.11.2026` */
  date: string
  /** `30.11.2026` */
  payBy: string
  seller: Seller
  buyer: { name: string; inn: string; kpp: string }
  lines: InvoiceDocumentLine[]
  totalKopecks: number
  vatKopecks: number
  /** Whether `priceKopecks` of the lines holds VAT. */
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
  /** VAT in it, whichever way the price is meant. */
  sumKopecks: number
  vatKopecks: number
}
