import type { InvoiceDocument, InvoiceDocumentLine } from '#documents/invoices/invoice-document.ts'
import type { Seller } from '#domain/orders/seller.ts'

export const seller: Seller = {
  name: 'ООО «Пример Дистрибуция»',
  shortName: 'Пример',
  inn: '7707083893',
  kpp: '770701001',
  address: '127018, г. Москва, ул. Примерная, д. 1',
  phone: '+7 495 000-00-00',
  account: '40702810138250123017',
  bank: { name: 'ПАО «Пример Банк»', bic: '044525225', correspondentAccount: '30101810400000000225' },
  director: 'Иванов И. И.',
  accountant: 'Петрова П. П.',
}

export function line(given: Partial<InvoiceDocumentLine>): InvoiceDocumentLine {
  const usual = {
    sku: 'AV-1',
    name: 'Проектор',
    quantity: 1,
    unit: 'шт',
    priceKopecks: 12_200,
    vatRate: 2200,
    sumKopecks: 12_200,
    vatKopecks: 2200,
  }
  return { ...usual, ...given }
}

/** An invoice whose totals are those of its lines. */
export function invoice({ lines = [line({})], ...given }: Partial<InvoiceDocument>): InvoiceDocument {
  return {
    number: '1042',
    date: '23.11.2026',
    payBy: '30.11.2026',
    seller,
    buyer: { name: 'ООО «Интегратор»', inn: '5024002119', kpp: '502401001' },
    lines,
    totalKopecks: lines.reduce((sum, one) => sum + one.sumKopecks, 0),
    vatKopecks: lines.reduce((sum, one) => sum + one.vatKopecks, 0),
    vatIncluded: true,
    ...given,
  }
}
