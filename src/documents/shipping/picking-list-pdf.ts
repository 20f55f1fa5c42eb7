import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { breaking, dateOf, renderPdf, thinLines } from '#documents/pdf.ts'

/** What the warehouse collects for one shipment request. */
export interface PickingList {
  number: number
  invoiceNumber: number
  company: { name: string; inn: string }
  /** `25.11.2026` */
  shipOn: string
  /** How it goes, and where to. */
  way: string
  contact: string
  lines: PickingLine[]
}

export interface PickingLine {
  sku: string
  model: string
  name: string
  quantity: number
  unit: string
  warehouse: string
}

/** «Лист сборки»: A4, in Russian, a line for each article and warehouse, with a box to tick. */
export function renderPickingListPdf(list: PickingList): Promise<Uint8Array> {
  const title = `Лист сборки. Заявка № ${list.number} на ${list.shipOn}`
  return renderPdf({
    pageSize: 'A4',
    pageMargins: [36, 32, 36, 40],
    info: { title, creationDate: dateOf(list.shipOn) },
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.1 },
    footer: (page, pages) => ({
      text: `${title} · стр. ${page} из ${pages}`,
      fontSize: 7,
      alignment: 'right',
      margin: [36, 14, 36, 0],
    }),
    content: [
      { text: title, fontSize: 15, bold: true, margin: [0, 0, 0, 6] },
      head(list),
      table(list.lines),
      {
        text: `Всего мест: ______   Собрал: ____________________   Проверил: ____________________`,
        margin: [0, 18, 0, 0],
      },
    ],
  })
}

function head({ company, invoiceNumber, way, contact, lines }: PickingList): Content {
  const warehouses = [...new Set(lines.map((line) => line.warehouse))].join(', ')
  return {
    margin: [0, 0, 0, 8],
    stack: [
      { text: `${company.name}, ИНН ${company.inn} · счёт № ${invoiceNumber}`, bold: true },
      { text: way },
      { text: `Получает: ${contact}` },
      { text: `Склад: ${warehouses}` },
    ],
  }
}

function table(lines: readonly PickingLine[]): Content {
  const names = ['№', 'Артикул', 'Модель', 'Наименование', 'Кол-во', 'Ед.', 'Склад', 'Собрано']
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [17, 72, 72, '*', 34, 24, 62, 42],
      body: [names.map((text): TableCell => ({ text, bold: true, alignment: 'center' })), ...lines.map(row)],
    },
    layout: thinLines,
  }
}

function row(line: PickingLine, at: number): TableCell[] {
  return [
    { text: String(at + 1), alignment: 'center' },
    { text: line.sku, ...breaking(line.sku, 12) },
    { text: line.model, ...breaking(line.model, 12) },
    { text: line.name, ...breaking(line.name, 22) },
    { text: String(line.quantity), alignment: 'right', bold: true },
    { text: line.unit, alignment: 'center' },
    { text: line.warehouse, ...breaking(line.warehouse, 10) },
    { canvas: [{ type: 'rect', x: 14, y: 1, w: 11, h: 11, lineWidth: 0.8 }] },
  ]
}
