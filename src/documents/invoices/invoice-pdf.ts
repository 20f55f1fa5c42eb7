import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { breaking, dateOf, renderPdf, thinLines } from '#documents/pdf.ts'
import { formatAmount } from '#domain/money.ts'
import type { Seller } from '#domain/orders/seller.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-document.ts'
import { bankBlock, paymentQr } from './payment-block.ts'
import { sumInWords } from './sum-in-words.ts'
import { vatByRate, vatRateText } from './vat.ts'

const notice =
  'Внимание! Оплата данного счета означает согласие с условиями поставки товара. Уведомление об оплате обязательно, ' +
  'в противном случае не гарантируется наличие товара на складе. Товар отпускается по факту прихода денег на р/с ' +
  'Поставщика, самовывозом, при наличии доверенности и паспорта.'

const PAGE = { width: 595, marginLeft: 36, marginRight: 36 }
const WIDTH = PAGE.width - PAGE.marginLeft - PAGE.marginRight
const POST_WIDTH = 66
const GAP = 14
const SIGNATURE_LINE = (WIDTH - GAP) / 2 - POST_WIDTH

/** «Счет на оплату» as 1C prints it: A4, in Russian, with the bank's block, a payment QR code and the sum in words. */
export function renderInvoicePdf(invoice: InvoiceDocument): Promise<Uint8Array> {
  const title = `Счет на оплату № ${invoice.number} от ${dateInWords(invoice.date)}`
  return renderPdf({
    pageSize: 'A4',
    pageMargins: [PAGE.marginLeft, 32, PAGE.marginRight, 40],
    info: { title, author: invoice.seller.shortName, creationDate: dateOf(invoice.date) },
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.05 },
    footer: (page, pages) => ({
      columns: [
        { text: pages > 1 ? title : '', alignment: 'left' },
        { text: `стр. ${page} из ${pages}`, alignment: 'right', width: 80 },
      ],
      fontSize: 7,
      color: '#666666',
      margin: [PAGE.marginLeft, 14, PAGE.marginRight, 0],
    }),
    content: [
      { text: notice, fontSize: 7.5, alignment: 'center', margin: [30, 0, 30, 8] },
      { columns: [{ ...bankBlock(invoice.seller), width: '*' }, paymentQr(invoice)], columnGap: 10 },
      { text: title, fontSize: 14, bold: true, margin: [0, 10, 0, 4] },
      rule(1.5),
      parties(invoice),
      linesTable(invoice),
      { stack: [totals(invoice), closing(invoice), rule(1.5), signatures(invoice.seller)], unbreakable: true },
    ],
  })
}

function parties({ seller, buyer }: InvoiceDocument): Content {
  const requisites = (...parts: string[]) => parts.filter((part) => !/^(|ИНН |КПП |тел.: )$/.test(part)).join(', ')
  const from = requisites(
    seller.name,
    `ИНН ${seller.inn}`,
    `КПП ${seller.kpp}`,
    seller.address,
    `тел.: ${seller.phone}`,
  )
  const to = requisites(buyer.name, `ИНН ${buyer.inn}`, `КПП ${buyer.kpp}`)
  return {
    margin: [0, 6, 0, 8],
    layout: { defaultBorder: false, paddingLeft: () => 0, paddingTop: () => 2, paddingBottom: () => 3 },
    table: {
      widths: [72, '*'],
      body: [
        ['Поставщик\n(Исполнитель):', { text: from, bold: true }],
        ['Покупатель\n(Заказчик):', { text: to, bold: true }],
      ],
    },
  }
}

function linesTable({ lines, vatIncluded }: InvoiceDocument): Content {
  const head = [
    '№',
    'Артикул',
    'Товары (работы, услуги)',
    'Кол-во',
    'Ед.',
    vatIncluded ? 'Цена' : 'Цена без НДС',
    'НДС',
    'Сумма',
  ]
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [17, 72, '*', 34, 24, 60, 32, 66],
      body: [head.map((text): TableCell => ({ text, bold: true, alignment: 'center' })), ...lines.map(lineRow)],
    },
    layout: thinLines,
  }
}

function lineRow(line: InvoiceDocumentLine, at: number): TableCell[] {
  const right = (text: string): TableCell => ({ text, alignment: 'right' })
  return [
    { text: String(at + 1), alignment: 'center' },
    { text: line.sku, ...breaking(line.sku, 13) },
    { text: line.name, ...breaking(line.name, 28) },
    right(String(line.quantity)),
    { text: line.unit, alignment: 'center' },
    right(formatAmount(line.priceKopecks)),
    { text: vatRateText(line.vatRate), alignment: 'center' },
    right(formatAmount(line.sumKopecks)),
  ]
}

function totals(invoice: InvoiceDocument): Content {
  const taxed = vatByRate(invoice.lines).filter((one) => one.vatRate >= 0)
  const within = invoice.vatIncluded ? 'В том числе НДС' : 'НДС'
  const rows: [string, string][] = [
    invoice.vatIncluded
      ? ['Итого:', formatAmount(invoice.totalKopecks)]
      : ['Итого без НДС:', formatAmount(invoice.totalKopecks - invoice.vatKopecks)],
    ...(taxed.length === 0 ? [['Без налога (НДС):', '–'] as [string, string]] : []),
    ...taxed.map(({ vatRate, vatKopecks }): [string, string] => [
      `${within} (${vatRateText(vatRate)}):`,
      formatAmount(vatKopecks),
    ]),
    ['Всего к оплате:', formatAmount(invoice.totalKopecks)],
  ]
  return {
    margin: [0, 6, 0, 6],
    layout: { defaultBorder: false, paddingTop: () => 1, paddingBottom: () => 1, paddingRight: () => 4 },
    table: {
      widths: ['*', 90],
      body: rows.map(([label, sum]) => [
        { text: label, bold: true, alignment: 'right' },
        { text: sum, bold: true, alignment: 'right' },
      ]),
    },
  }
}

function closing(invoice: InvoiceDocument): Content {
  return {
    stack: [
      `Всего наименований ${invoice.lines.length}, на сумму ${formatAmount(invoice.totalKopecks)} руб.`,
      { text: sumInWords(invoice.totalKopecks), bold: true, margin: [0, 1, 0, 5] },
      typeof invoice.payBy === 'string'
        ? `Оплатить не позднее ${invoice.payBy}`
        : `Отсрочка платежа, календарных дней после отгрузки: ${invoice.payBy.daysAfterShipping}`,
    ],
    margin: [0, 0, 0, 6],
  }
}

function signatures({ director, accountant }: Seller): Content {
  const person = (post: string, name: string): Content => ({
    columnGap: 0,
    columns: [
      { text: post, bold: true, width: POST_WIDTH },
      {
        width: '*',
        stack: [
          { text: name, alignment: 'right' },
          { canvas: [{ type: 'line', x1: 0, y1: 1, x2: SIGNATURE_LINE, y2: 1, lineWidth: 0.5 }] },
          { text: 'подпись, расшифровка', fontSize: 6, color: '#666666', alignment: 'center' },
        ],
      },
    ],
  })
  return {
    columns: [person('Руководитель', director), person('Бухгалтер', accountant)],
    columnGap: GAP,
    margin: [0, 18, 0, 0],
  }
}

function rule(lineWidth: number): Content {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth }] }
}

const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ')

/** `23.11.2026` as «23 ноября 2026 г.» */
function dateInWords(date: string): string {
  const [day, month, year] = date.split('.')
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year} г.`
}
