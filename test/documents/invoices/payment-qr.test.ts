import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invoicePayment, type PaymentFields, paymentQrPayload } from '#documents/invoices/payment-qr.ts'
import { invoice, line, seller } from './invoices.ts'

const folder = join(import.meta.dirname, '../../../shared/fixtures/qr')
const hasFixtures = existsSync(folder)
if (!hasFixtures) console.info(`${folder} is absent: the vectors of payment codes are skipped`)

/** Key and value of every field, read back from a payload by its own separator. */
function fieldsOf(payload: string): PaymentFields {
  const pairs = payload
    .slice(8)
    .split(payload.charAt(7))
    .filter((pair) => pair !== '')
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  ) as unknown as PaymentFields
}

describe.skipIf(!hasFixtures)('vectors of other implementations', () => {
  test('are written the same to the byte', () => {
    const { vectors } = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8')) as { vectors: { out: string }[] }
    expect(vectors).toHaveLength(4)
    for (const { out } of vectors) {
      // Some end with a separator; readers take both.
      const bare = out.endsWith(out.charAt(7)) ? out.slice(0, -1) : out
      expect(Buffer.from(paymentQrPayload(fieldsOf(bare)))).toEqual(Buffer.from(bare))
    }
  })

  test.each([
    ['qrcoder-approved-win1251.txt', 'windows-1251', 'ST00011'],
    ['qrcoder-approved-koi8.txt', 'koi8-r', 'ST00013'],
  ])('%s says the same in its own encoding', (name, encoding, service) => {
    const text = new TextDecoder(encoding).decode(readFileSync(join(folder, name)))
    expect(`${paymentQrPayload(fieldsOf(text))}|`.replace('ST00012', service)).toBe(text)
  })
})

test('an invoice becomes a payment with sum in kopecks, VAT in the purpose, payee and payer', () => {
  const payload = paymentQrPayload(
    invoicePayment(invoice({ lines: [line({ sumKopecks: 244_000_000, vatKopecks: 44_000_000 })] })),
  )
  expect(payload).toBe(
    `ST00012|Name=${seller.name}|PersonalAcc=40702810138250123017|BankName=ПАО «Пример Банк»|BIC=044525225` +
      '|CorrespAcc=30101810400000000225|Sum=244000000' +
      '|Purpose=Оплата по счету № 1042 от 23.11.2026, в т.ч. НДС 22% 440000.00|PayeeINN=7707083893|KPP=770701001|PayerINN=5024002119',
  )
})

test('without VAT the purpose says so; with several rates it names their sum', () => {
  const purpose = (...vatRates: number[]) =>
    invoicePayment(invoice({ lines: vatRates.map((vatRate) => line({ vatRate, vatKopecks: vatRate > 0 ? 100 : 0 })) }))
      .Purpose
  expect(purpose(-1, 0)).toContain('НДС не облагается')
  expect(purpose(2200, 1000)).toContain('в т.ч. НДС 2.00')
})

test('mandatory fields come first and fit 300 bytes, no value holds the separator, whatever the names are', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ maxLength: 400 }),
      fc.string(),
      (name, bankName, purpose) => {
        const fields = { ...invoicePayment(invoice({})), Name: `ООО ${name}`, BankName: bankName, Purpose: purpose }
        const payload = paymentQrPayload(fields)
        const separator = payload.charAt(7)
        const pairs = payload.split(separator)
        expect(pairs.slice(1, 6).map((pair) => pair.split('=')[0])).toEqual([
          'Name',
          'PersonalAcc',
          'BankName',
          'BIC',
          'CorrespAcc',
        ])
        expect(Buffer.byteLength(pairs.slice(1, 6).join(separator))).toBeLessThanOrEqual(300)
        expect(pairs.length).toBeLessThanOrEqual(11)
        expect(payload.isWellFormed()).toBe(true)
      },
    ),
  )
})
