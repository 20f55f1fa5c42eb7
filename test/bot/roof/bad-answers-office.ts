import type { Form } from './bad-answers.ts'

const notSum: [RegExp, RegExp] = [/Сумма — .+не подходит. Например/s, /.+For example: 150,000.50|.+For example/s]
const notDays: [RegExp, RegExp] = [/целое число дней от 0 до 180/, /whole number of days from 0 to 180|0 to 180/]
const notLimit: [RegExp, RegExp] = [/не сумма. Например: 1 000 000/, /not a sum|not an amount/]
const notId: [RegExp, RegExp] = [/не похоже на Telegram-id.+например 123456789/, /Telegram id.+123456789/i]
const notTracking: [RegExp, RegExp] = [/не похоже на номер отправления/, /not look like a tracking number/]

/** The questions that managers and administrators are asked. */
export const officeForms: Form[] = [
  {
    name: "the carrier's number",
    question: 'tracking',
    who: 'manager',
    async open(person, { app, ids }) {
      const ready = { method: 'carrier', state: 'ready' } as const
      await app.deps.db.updateTable('shipments').set(ready).where('id', '=', ids.shipment).execute()
      await person.tapsData(person.last().message_id, `shipment:${ids.shipment}`)
      await person.taps(/Отправлено|Dispatched/)
    },
    wrong: [
      ['нет', ...notTracking],
      ['12', ...notTracking],
      ['7'.repeat(61), ...notTracking],
    ],
    right: '26-00123456789',
    shown: /(Номер для отслеживания|Tracking number): 26-00123456789/,
  },
  {
    name: 'how much money came',
    question: 'payment',
    who: 'manager',
    async open(person) {
      await person.sends('1001')
      await person.taps(/Записать оплату|Record payment/)
    },
    wrong: [
      ['0', ...notSum],
      ['-5', ...notSum],
      ['1,005', ...notSum],
      ['тысяча', ...notSum],
      ['99999999999999999999', ...notSum],
    ],
    right: '1 000,50',
    shown: /1\u00a0000,50/,
  },
  {
    name: 'the days of deferral',
    question: 'dealerDays',
    who: 'manager',
    open: async (person, { ids }) =>
      void (await person.tapsData(person.last().message_id, `dealerdays:${ids.company}`)),
    wrong: [
      ['-1', ...notDays],
      ['181', ...notDays],
      ['1,5', ...notDays],
      ['неделя', ...notDays],
    ],
    right: '30',
    shown: /30 (дн|days)/,
  },
  {
    name: 'the credit limit',
    question: 'dealerLimit',
    who: 'manager',
    open: async (person, { ids }) =>
      void (await person.tapsData(person.last().message_id, `dealerlimit:${ids.company}`)),
    wrong: [
      ['-1', ...notLimit],
      ['много', ...notLimit],
      ['9'.repeat(20), ...notLimit],
    ],
    right: '2 000 000',
    shown: /2\u00a0000\u00a0000,00/,
  },
  {
    name: 'whom to give a role',
    question: 'staffId',
    who: 'admin',
    open: (person) => person.sends('/staff'),
    wrong: [
      ['Мария', ...notId],
      ['0', ...notId],
      ['-5', ...notId],
      ['9'.repeat(16), ...notId],
    ],
    right: '1234567890',
    shown: /1234567890/,
  },
]
