import type { Column, ContentTable } from 'pdfmake/interfaces.js'
import { create, toBuffer } from 'qrcode'
import { thinLines } from '#documents/pdf.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import { invoicePayment, type PaymentFields, paymentQrPayload } from './payment-qr.ts'

/** 37 mm: the standard asks for 30 at least. */
const QR_SIZE = 105

/** The sample of a payment order: the seller's bank and account. */
export function bankBlock({ bank, account, inn, kpp, name }: Seller): ContentTable {
  const label = (text: string) => ({ text, fontSize: 7, color: '#444444' })
  const nothing = { text: '', border: [false, false, false, false] as [boolean, boolean, boolean, boolean] }
  return {
    table: {
      widths: ['*', '*', 36, 122],
      body: [
        [
          { rowSpan: 2, colSpan: 2, stack: [{ text: bank.name, margin: [0, 0, 0, 8] }, label('Банк получателя')] },
          nothing,
          'БИК',
          bank.bic,
        ],
        [nothing, nothing, 'Сч. №', bank.correspondentAccount],
        [`ИНН ${inn}`, `КПП ${kpp}`, { text: 'Сч. №', rowSpan: 2 }, { text: account, rowSpan: 2 }],
        [{ colSpan: 2, stack: [{ text: name, margin: [0, 0, 0, 8] }, label('Получатель')] }, nothing, nothing, nothing],
      ],
    },
    layout: thinLines,
  }
}

/** The QR code from which a bank's app fills in the payment. */
export function paymentQr(invoice: InvoiceDocument): Column {
  return {
    width: QR_SIZE,
    stack: [
      { svg: qrSvg(paymentQrPayload(invoicePayment(invoice))), width: QR_SIZE, height: QR_SIZE },
      { text: 'Оплата по QR-коду', fontSize: 7, color: '#444444', alignment: 'center' },
    ],
  }
}

/** The same code as a PNG for a screen, with its quiet zone: 12 pixels a square. */
export function paymentQrPicture(fields: PaymentFields): Promise<Uint8Array> {
  return toBuffer(paymentQrPayload(fields), { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 12 })
}

/** One path of dark squares, with the quiet zone of 4 that readers want. */
function qrSvg(payload: string): string {
  const { modules } = create(payload, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const dark = Array.from(modules.data, (on, i) =>
    on ? `M${(i % modules.size) + quiet} ${Math.floor(i / modules.size) + quiet}h1v1h-1z` : '',
  )
  const side = modules.size + 2 * quiet
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${dark.join('')}" fill="#000"/></svg>`
}
