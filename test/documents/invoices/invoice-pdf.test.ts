import { expect, test } from 'vitest'
import type { InvoiceDocument } from '#documents/invoices/invoice-document.ts'
import { renderInvoicePdf } from '#documents/invoices/invoice-pdf.ts'
import { invoice, line, seller } from './invoices.ts'

async function pagesOf(document: InvoiceDocument): Promise<number> {
  const pdf = Buffer.from(await renderInvoicePdf(document)).toString('latin1')
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true)
  return pdf.match(/\/Type \/Page\b/g)?.length ?? 0
}

test('a short invoice is one page, and always the same bytes', async () => {
  expect(await pagesOf(invoice({}))).toBe(1)
  expect(Buffer.compare(await renderInvoicePdf(invoice({})), await renderInvoicePdf(invoice({})))).toBe(0)
})

test('three hundred lines are printed', async () => {
  const lines = Array.from({ length: 300 }, (_, i) =>
    line({ sku: `AV-${i}`, name: 'Проектор лазерный, 5000 лм, WUXGA, белый' }),
  )
  const started = performance.now()
  expect(await pagesOf(invoice({ lines }))).toBeGreaterThan(5)
  console.info(`An invoice of 300 lines: ${Math.round(performance.now() - started)} ms`)
})

test.each<[string, Partial<InvoiceDocument>]>([
  ['VAT on top', { vatIncluded: false }],
  ['no VAT', { lines: [line({ vatRate: -1, vatKopecks: 0 })] }],
  ['several rates', { lines: [line({}), line({ vatRate: 1000 }), line({ vatRate: 0 }), line({ vatRate: -1 })] }],
  [
    'an entrepreneur without KPP',
    { buyer: { name: 'ИП Петров', inn: '500100732259', kpp: '' }, seller: { ...seller, kpp: '' } },
  ],
  ['a word without end', { lines: [line({ sku: 'X'.repeat(100), name: 'Я'.repeat(1000) })] }],
  ['strange letters', { lines: [line({ name: '<b>&amp;</b> 🎥 שלום \u0000 file:///etc/passwd', sku: '=1+1' })] }],
  [
    'the largest sums',
    { lines: [line({ quantity: 100_000, priceKopecks: 99_999_999_999, sumKopecks: 99_999_999_999_999 })] },
  ],
])('an invoice with %s is printed', async (_, given) => {
  expect(await pagesOf(invoice(given))).toBeGreaterThan(0)
})
