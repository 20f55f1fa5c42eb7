import type { Person } from '#playground/telegram/server.ts'
import type { Cast, Scene } from '../scene.ts'

/** A question of the bot: how one comes to it, what is no answer to it, and what is. */
export interface Form {
  name: string
  /** As the bot calls it. */
  question: string
  who: keyof Cast
  open(person: Person, w: Scene): Promise<void>
  /** What is typed, and what it is answered in Russian and in English. */
  wrong: [typed: string, ru: RegExp, en: RegExp][]
  right: string
  shown: RegExp
}

const notNumber: [RegExp, RegExp] = [/не число.+целое.+Например: 5/, /not a number.+whole.+For example: 5/]
const notDate: [RegExp, RegExp] = [/не дата. Например: 24.11.2026/, /not a date. For example: 24.11.2026/]
const notPart: [RegExp, RegExp] = [/целое число от 0 до 4:/, /whole number from 0 to 4 is/]
const notPage: [RegExp, RegExp] = [/номер страницы: от 1 до 2/, /page number: from 1 to 2/]

/** The owner's draft, with these of its answers asked anew. */
async function askAgain(person: Person, { ids }: Scene, ...buttons: RegExp[]): Promise<void> {
  await person.tapsData(person.last().message_id, `draft:${ids.draft}`)
  for (const button of buttons) await person.taps(button)
}

const place = [/Изменить место|Change place/]
const day = /Изменить дату|Change date/
const contact = /Изменить контакт|Change contact/

/** The questions that newcomers and dealers are asked. */
export const forms: Form[] = [
  {
    name: 'the name of a list',
    question: 'listName',
    who: 'owner',
    async open(person) {
      await person.tapsData(person.last().message_id, 'savelist')
    },
    wrong: [
      ['я'.repeat(61), /до 60 знаков/, /limit is 60/],
      ['\u200b', /Имя нужно словами/, /needs words/],
    ],
    right: 'Зал',
    shown: /📋 Зал/,
  },
  {
    name: 'another name of a list',
    question: 'listNewName',
    who: 'owner',
    async open(person, { ids }) {
      await person.tapsData(person.last().message_id, `renamelist:${ids.saved}`)
    },
    wrong: [['я'.repeat(61), /до 60 знаков/, /limit is 60/]],
    right: 'Зал 2',
    shown: /📋 Зал 2/,
  },
  {
    name: 'the name of a selection',
    question: 'selectionName',
    who: 'owner',
    async open(person) {
      await person.tapsData(person.last().message_id, 'keep')
    },
    wrong: [
      ['я'.repeat(61), /до 60 знаков/, /limit is 60/],
      ['\u200b', /Имя нужно словами/, /needs words/],
    ],
    right: 'Лазерные',
    shown: /🔖 Лазерные/,
  },
  {
    name: 'another name of a selection',
    question: 'selectionNewName',
    who: 'owner',
    async open(person, { ids }) {
      await person.tapsData(person.last().message_id, `renamekept:${ids.kept}`)
    },
    wrong: [['я'.repeat(61), /до 60 знаков/, /limit is 60/]],
    right: 'Ламповые',
    shown: /🔖 Ламповые/,
  },
  {
    name: 'a range of a characteristic',
    question: 'range',
    who: 'buyer',
    async open(person, { common }) {
      await person.sends('Kramer')
      await person.tapsData(person.last().message_id, `typerange:${common.characteristic}`)
    },
    wrong: [
      ['длинный', /«длинный» — не промежуток.+5000–8000/, /“длинный” is not a range.+5000–8000/],
      ['10–5', /Начало 10 больше конца 5.+5–10/, /beginning 10 is above the end 5.+5–10/],
      ['-5', /«-5» меньше нуля/, /“-5” is below zero/],
      ['от 5 кг', /считают в м, а «кг»/, /are in м, and “кг”/],
      ['<b>от</b> 5', /не промежуток/, /not a range/],
      ['от 99999999999999', /слишком большое/, /too large/],
      ['5', /«5» — это от, до или другое/, /Is “5” from, to/],
    ],
    right: 'от 500 см',
    shown: /Длина: (от|from) 5 м/,
  },
  {
    name: 'a price',
    question: 'price',
    who: 'buyer',
    async open(person) {
      await person.sends('Kramer')
      await person.tapsData(person.last().message_id, 'typeprice')
    },
    wrong: [
      ['дёшево', /не промежуток/, /not a range/],
      ['1000-500', /Начало 1.000 больше конца 500/, /beginning 1.000 is above the end 500/],
      ['-5', /«-5» меньше нуля/, /“-5” is below zero/],
      ['от 5 м', /считают в ₽, а «м»/, /are in ₽, and “м”/],
    ],
    right: 'до 0,3 тыс. руб.',
    shown: /цена до 300,00.₽|price up to 300,00.₽/,
  },
  {
    name: 'where to in a long list',
    question: 'jump',
    who: 'buyer',
    async open(person, { rows, common, goods }) {
      for (let i = 1; i <= 12; i++) {
        const categoryId = await rows.category({ parentId: common.category, name: `Раздел ${i}`, position: i })
        await rows.productLike(goods.switcher, { sku: `MORE-${i}`, name: 'Коммутатор', categoryId })
      }
      await person.tapsData(person.last().message_id, `cat:${common.category}:0`)
      await person.taps('1 / 2')
    },
    wrong: [
      ['3', /«3» — не номер страницы от 1 до 2/, /“3” is no page number from 1 to 2/],
      ['0', /не номер страницы/, /no page number/],
      ['проекторы', /ничего здесь так не начинается/, /nothing here begins so/],
      ['?', /ничего здесь так не начинается/, /nothing here begins so/],
    ],
    right: 'раздел 7',
    shown: /Коммутация/,
  },
  {
    name: 'the INN',
    question: 'inn',
    who: 'stranger',
    async open(person) {
      await person.taps(/Зарегистрироваться|Register/)
      await person.taps(/Отправить номер|Send number/)
    },
    wrong: [
      ['ромашка', /только из цифр.+Например: 7707083893/, /digits only.+For example: 7707083893/],
      ['77012345', /В «77012345» их 8.+Например/, /“77012345” has 8.+For example/],
      ['7707083894', /контрольные цифры не сходятся.+Например/, /check digits don't match.+For example/],
      ['0000000000', /контрольные цифры/, /check digits/],
      ['77070838930000', /их 14/, /has 14/],
    ],
    right: 'ИНН 7707 083893',
    shown: /шаг 3 из 3|step 3 of 3/,
  },
  {
    name: 'the name of the company',
    question: 'companyName',
    who: 'stranger',
    async open(person) {
      await person.taps(/Зарегистрироваться|Register/)
      await person.taps(/Отправить номер|Send number/)
      await person.sends('7707083893')
    },
    wrong: [
      ['7', /от 2 до 200 знаков.+Например/, /2 to 200 characters.+For example/],
      ['12345', /с буквами/, /with letters/],
      ['👍👍👍', /с буквами/, /with letters/],
      ['я'.repeat(201), /от 2 до 200/, /2 to 200/],
    ],
    right: 'ООО «Лютик»',
    shown: /Лютик.+на рассмотрении|Лютик.+under review/,
  },
  {
    name: 'how many',
    question: 'quantity',
    who: 'buyer',
    async open(person) {
      await person.sends('CBL-10')
      await person.taps(/В корзину|Add to cart/)
    },
    wrong: [
      ['0', /Ноль штук.+от 1/, /Zero pieces.+At least 1/],
      ['-3', /«-3» меньше нуля.+Например: 5/, /“-3” is below zero.+For example: 5/],
      ['2,5', /дробное.+Например: 5/, /fraction.+For example: 5/],
      ['100001', /слишком много. Можно до 100.000/, /too many. Up to 100.000/],
      ['9'.repeat(15), /слишком много/, /too many/],
      ['9'.repeat(40), ...notNumber],
      ['пять', ...notNumber],
      ['<b>5</b>', /«<b>5<\/b>» — не число/, /“<b>5<\/b>” is not a number/],
    ],
    right: '5 шт',
    shown: /CBL-10: .*5 (шт|pcs)/,
  },
  {
    name: 'the address',
    question: 'draftField',
    who: 'owner',
    open: (person, w) => askAgain(person, w, ...place),
    wrong: [
      ['x', /от 2 до 300 знаков/, /2 to 300 characters/],
      ['я'.repeat(301), /от 2 до 300/, /2 to 300/],
    ],
    right: 'Казань, <Баумана>, 5',
    shown: /Казань, <Баумана>, 5[\s\S]+(Отправить заявку|Send request)/,
  },
  {
    name: 'the day',
    question: 'draftField',
    who: 'owner',
    open: (person, w) => askAgain(person, w, day),
    wrong: [
      ['20.11.2026', /в прошлом. Ближайший день: 24.11.2026/, /in the past.+24.11.2026/],
      ['сегодня', /Ближайший день: 24.11.2026/, /day: 24.11.2026/],
      ['28.11.2026', /выходной.+Ближайший день: 24.11.2026/, /day off.+24.11.2026/],
      ['30.11.2027', /слишком далеко.+60 дней/, /too far.+60 days/],
      ['31.02.2027', ...notDate],
      ['как-нибудь', ...notDate],
      ['99999999999', ...notDate],
    ],
    right: '30.11',
    shown: /пн 30.11.2026|Mon 30.11.2026/,
  },
  {
    name: 'who takes the goods',
    question: 'draftField',
    who: 'owner',
    open: (person, w) => askAgain(person, w, contact),
    wrong: [
      ['12345', /не похоже на (имя|телефон)/, /not look like a (name|phone)/],
      ['👍', /не похоже на имя. Например: Сидоров Пётр/, /not look like a name. For example/],
      ['Сидоров Пётр, 12', /не похоже на телефон. Например: \+7/, /not look like a phone number. For example: \+7/],
    ],
    right: 'Сидоров <Пётр>',
    shown: /Сидоров <Пётр>[\s\S]+(Телефон|phone)/,
  },
  {
    name: 'his phone',
    question: 'draftField',
    who: 'owner',
    async open(person, w) {
      await askAgain(person, w, contact)
      await person.sends('Сидоров Пётр')
    },
    wrong: [
      ['12', /не похоже на телефон. Например: \+7/, /not look like a phone number. For example: \+7/],
      ['+7 000 000-00-00', /не похоже на телефон/, /not look like a phone/],
      ['нет телефона', /не похоже на телефон/, /not look like a phone/],
    ],
    right: '8 (916) 123-45-67',
    shown: /Сидоров Пётр, \+7 916 123-45-67[\s\S]+(Отправить заявку|Send request)/,
  },
  {
    name: 'how many pieces of a line go',
    question: 'draftLine',
    who: 'owner',
    open: async (person, { ids }) =>
      void (await person.tapsData(person.last().message_id, `draftline:${ids.draft}:${ids.line}`)),
    wrong: [
      ['-1', ...notPart],
      ['1,5', ...notPart],
      ['5', ...notPart],
      ['много', ...notPart],
    ],
    right: '3',
    shown: /CBL-10 — 3 (из|of) 4/,
  },
  {
    name: 'the page',
    question: 'resultsPage',
    who: 'buyer',
    async open(person, { rows, goods }) {
      for (let i = 0; i < 7; i++) await rows.productLike(goods.cable, { sku: `MORE-${i}` })
      await person.sends('Kramer')
      await person.taps('1 / 2')
    },
    wrong: [
      ['0', ...notPage],
      ['3', ...notPage],
      ['-1', ...notPage],
      ['1,5', ...notPage],
      ['дальше', ...notPage],
    ],
    right: '2',
    shown: /2 \/ 2/,
  },
  {
    name: 'the driver of a power of attorney',
    question: 'driver',
    who: 'owner',
    async open(person, { app, ids, common }) {
      const ready = { method: 'pickup', state: 'ready', warehouseId: common.warehouse } as const
      await app.deps.db.updateTable('shipments').set(ready).where('id', '=', ids.shipment).execute()
      await person.tapsData(person.last().message_id, `m2:${ids.shipment}`)
    },
    wrong: [
      ['45 10 123456', /Начните с фамилии и имени/, /Begin with the first and last name/],
      ['Иванов Иван\n45 10 12345\nОВД\n12.03.2015', /4 и 6 цифр/, /4 and 6 digits/],
      ['Иванов Иван\n45 10 123456\nОВД «Тверской»\n32.03.2015', /Не вижу даты выдачи/, /date of issue is missing/],
      ['Иванов Иван\n45 10 123456\n12.03.2015', /кем выдан паспорт/, /Who issued the passport/],
    ],
    right: 'Иванов Иван Иванович\n45 10 123456\nОВД «Тверской» г. Москвы\n12.03.2015',
    shown: /паспорта бот не сохранил|has kept no passport data/,
  },
]
