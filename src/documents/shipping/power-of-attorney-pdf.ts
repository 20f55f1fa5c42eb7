import words from 'number-to-words-ru'
import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { breaking, dateOf, renderPdf, thinLines } from '#documents/pdf.ts'

/** What «Доверенность» by the form М-2 states; empty texts stay as lines to fill in by hand. */
export interface PowerOfAttorney {
  number: number
  /** `25.11.2026` */
  issuedOn: string
  validUntil: string
  company: { name: string; inn: string; kpp: string }
  supplier: string
  /** By which document the goods are handed out. */
  basis: string
  driver: { name: string; passportSeries: string; passportNumber: string; issuedBy: string; issuedOn: string }
  lines: readonly { name: string; unit: string; quantity: number }[]
}

const BLANK = '_'.repeat(46)

/** «Доверенность» by the unified form М-2 (Постановление Госкомстата № 71а): A4, in Russian, with its tear-off stub. */
export function renderPowerOfAttorneyPdf(power: PowerOfAttorney): Promise<Uint8Array> {
  return renderPdf({
    pageSize: 'A4',
    pageMargins: [36, 32, 36, 40],
    info: { title: `Доверенность № ${power.number}`, creationDate: dateOf(power.issuedOn) },
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.15 },
    content: [stub(power), cutLine(), form(power), body(power), goods(power), signatures()],
  })
}

function stub({ number, issuedOn, validUntil, driver, supplier, basis }: PowerOfAttorney): Content {
  const head = (text: string): TableCell => ({ text, alignment: 'center', fontSize: 8 })
  return {
    fontSize: 9,
    table: {
      widths: [64, 62, 62, '*', 100],
      body: [
        [
          'Номер доверенности',
          'Дата выдачи',
          'Срок действия',
          'Должность и фамилия лица, которому выдана доверенность',
          'Расписка в получении доверенности',
        ].map(head),
        [String(number), issuedOn, validUntil, driver.name, ''],
        [
          { ...(head('Поставщик') as object), colSpan: 2 } as TableCell,
          '',
          { ...(head('Номер и дата наряда, извещения') as object), colSpan: 2 } as TableCell,
          '',
          head('Номер, дата документа, подтверждающего выполнение поручения'),
        ],
        [{ text: supplier, colSpan: 2 }, '', { text: basis, colSpan: 2 }, '', ''],
      ],
    },
    layout: thinLines,
  }
}

function cutLine(): Content {
  return { text: `линия отреза ${'- '.repeat(70)}`, fontSize: 7, color: '#444444', noWrap: true, margin: [0, 6, 0, 8] }
}

function form({ number, issuedOn, validUntil, company }: PowerOfAttorney): Content {
  return {
    stack: [
      {
        text: 'Типовая межотраслевая форма № М-2\nУтверждена постановлением Госкомстата России от 30.10.97 № 71а',
        fontSize: 7.5,
        alignment: 'right',
      },
      {
        columns: [
          { width: '*', text: `Организация: ${company.name}`, margin: [0, 16, 8, 0] },
          {
            width: 150,
            table: {
              widths: [76, 62],
              body: [
                ['', { text: 'Коды', alignment: 'center' }],
                ['Форма по ОКУД', { text: '0315001', alignment: 'center' }],
                ['по ОКПО', ''],
              ],
            },
            layout: thinLines,
            fontSize: 8,
          },
        ],
      },
      { text: `Доверенность № ${number}`, fontSize: 15, bold: true, alignment: 'center', margin: [0, 8, 0, 4] },
      { text: `Дата выдачи ${issuedOn}`, alignment: 'center' },
      { text: `Доверенность действительна по ${validUntil}`, alignment: 'center', margin: [0, 0, 0, 8] },
    ],
  }
}

function body({ company, driver, supplier, basis }: PowerOfAttorney): Content {
  const party = [company.name, company.inn && `ИНН ${company.inn}`, company.kpp && `КПП ${company.kpp}`]
    .filter((part) => part)
    .join(', ')
  const rows: [label: string, text: string, under: string][] = [
    ['Потребитель', `${party}, адрес: ${BLANK}`, 'наименование потребителя и его адрес'],
    ['Плательщик', `${party}, адрес: ${BLANK}`, 'наименование плательщика и его адрес'],
    ['Счёт №', `${BLANK} в ${BLANK}`, 'номер счёта, наименование банка'],
    ['Доверенность выдана', driver.name, 'должность, фамилия, имя, отчество'],
    ['Паспорт', `серия ${driver.passportSeries} № ${driver.passportNumber}`, ''],
    ['Кем выдан', driver.issuedBy, ''],
    ['Дата выдачи', driver.issuedOn, ''],
    ['На получение от', supplier, 'наименование поставщика'],
    ['материальных ценностей по', basis, 'наименование, номер и дата документа'],
  ]
  return {
    table: {
      widths: [116, '*'],
      body: rows.map(([label, text, under]): TableCell[] => [
        label,
        { stack: [{ text, ...breaking(text, 46) }, ...(under ? [{ text: `(${under})`, fontSize: 7 }] : [])] },
      ]),
    },
    layout: {
      ...thinLines,
      hLineWidth: () => 0,
      vLineWidth: () => 0,
    },
  }
}

function goods({ lines }: PowerOfAttorney): Content {
  const names = ['Номер по порядку', 'Материальные ценности', 'Единица измерения', 'Количество (прописью)']
  return {
    margin: [0, 10, 0, 0],
    stack: [
      {
        text: 'Перечень товарно-материальных ценностей, подлежащих получению',
        bold: true,
        alignment: 'center',
        margin: [0, 0, 0, 4],
      },
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [48, '*', 58, 150],
          body: [
            names.map((text): TableCell => ({ text, bold: true, alignment: 'center' })),
            ...lines.map(({ name, unit, quantity }, at): TableCell[] => [
              { text: String(at + 1), alignment: 'center' },
              { text: name, ...breaking(name, 40) },
              { text: unit, alignment: 'center' },
              `${quantity} (${inWords(quantity)})`,
            ]),
          ],
        },
        layout: thinLines,
      },
    ],
  }
}

/** `двадцать одна`: of pieces, which most goods are counted in. */
export function inWords(quantity: number): string {
  return words
    .convert(String(quantity), {
      currency: 'number',
      showNumberParts: { integer: true, fractional: false },
      showCurrency: { integer: false, fractional: false },
    })
    .toLowerCase()
}

function signatures(): Content {
  const line = '_'.repeat(22)
  return {
    unbreakable: true,
    margin: [0, 14, 0, 0],
    stack: [
      `Подпись лица, получившего доверенность ${line} удостоверяем`,
      { text: `Руководитель ${line}  ${line}`, margin: [0, 14, 0, 0] },
      {
        text: '                                      подпись                                расшифровка подписи',
        fontSize: 7,
      },
      { text: `М. П.   Главный бухгалтер ${line}  ${line}`, margin: [0, 10, 0, 0] },
    ],
  }
}
