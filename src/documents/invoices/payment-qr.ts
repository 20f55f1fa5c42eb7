import { formatAmount } from '#domain/money.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'
import { vatByRate, vatRateText } from './vat.ts'

/** Fields of a payment by ГОСТ Р 56042-2014, under the standard's own names. */
export interface PaymentFields {
  Name: string
  PersonalAcc: string
  BankName: string
  BIC: string
  CorrespAcc: string
  /** In kopecks, digits only. */
  Sum?: string
  Purpose?: string
  PayeeINN?: string
  KPP?: string
  PayerINN?: string
  [optional: string]: string | undefined
}

const mandatory = ['Name', 'PersonalAcc', 'BankName', 'BIC', 'CorrespAcc'] as const
const lengths: Record<string, number> = { Name: 160, BankName: 45, Purpose: 210 }
const separators = [...'|#;:^_~{}!$%&()*+,/@']
const MANDATORY_BYTES = 300
/** Format ST, version 0001, encoding 2 (UTF-8). */
const SERVICE_BLOCK = 'ST00012'

/**
 * The text of a payment QR code: the five mandatory fields in the standard's order and within its 300 bytes, then the
 * other filled ones; the separator occurs in no value. Names that are too long are cut at the end.
 */
export function paymentQrPayload(fields: PaymentFields): string {
  const keys = [...mandatory, ...Object.keys(fields).filter((key) => !(mandatory as readonly string[]).includes(key))]
  const values = new Map<string, string>()
  for (const key of keys) {
    const value = [...clean(fields[key] ?? '')].slice(0, lengths[key]).join('')
    if (value !== '' || (mandatory as readonly string[]).includes(key)) values.set(key, value.trim())
  }
  fitMandatory(values)
  const text = [...values.values()].join('')
  const separator = separators.find((one) => !text.includes(one)) ?? '|'
  // If every separator occurs in some value, the default one is replaced in the values.
  const pairs = [...values].map(([key, value]) => `${key}=${value.replaceAll(separator, ' ')}`)
  return [SERVICE_BLOCK, ...pairs].join(separator)
}

/** The parts of an invoice that its payment repeats; VAT is that of `totalKopecks`, the sum to be paid. */
export type PayableInvoice = Pick<
  InvoiceDocument,
  'number' | 'date' | 'seller' | 'buyer' | 'totalKopecks' | 'vatKopecks'
> & { lines: readonly Pick<InvoiceDocumentLine, 'vatRate' | 'sumKopecks' | 'vatKopecks'>[] }

/** The payment of an invoice, as the payer's bank fills it in from the code. */
export function invoicePayment(invoice: PayableInvoice): PaymentFields {
  const { seller, buyer } = invoice
  const rates = vatByRate(invoice.lines).filter((one) => one.vatRate > 0)
  const rate = rates.length === 1 && rates[0] ? ` ${vatRateText(rates[0].vatRate).replace(/\s/g, '')}` : ''
  const vat = formatAmount(invoice.vatKopecks).replace(/\s/g, '').replace(',', '.')
  return {
    Name: seller.name,
    PersonalAcc: seller.account,
    BankName: seller.bank.name,
    BIC: seller.bank.bic,
    // Banks without a correspondent account write 0.
    CorrespAcc: seller.bank.correspondentAccount || '0',
    Sum: String(invoice.totalKopecks),
    Purpose: `Оплата по счету № ${invoice.number} от ${invoice.date}, ${rates.length > 0 ? `в т.ч. НДС${rate} ${vat}` : 'НДС не облагается'}`,
    PayeeINN: seller.inn,
    KPP: seller.kpp,
    PayerINN: buyer.inn,
  }
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The BIC identifies the bank and the account the payee, so only the names can be shortened. */
function fitMandatory(values: Map<string, string>): void {
  const size = () => Buffer.byteLength(mandatory.map((key) => `${key}=${values.get(key) ?? ''}`).join('|'))
  for (const key of ['Name', 'BankName']) {
    while (size() > MANDATORY_BYTES && (values.get(key) ?? '').length > 20) {
      values.set(key, [...(values.get(key) ?? '')].slice(0, -1).join('').trimEnd())
    }
  }
}
