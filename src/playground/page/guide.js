import { el } from './dom.js'
import { say } from './language.js'

const STEPS = [
  ['Иван', '«Каталог» → товар → «В корзину» → «Корзина» → «Создать счёт».'],
  ['Иван', '«Зарезервировать»: товар закреплён за ним на 48 часов.'],
  ['Мария', 'пишет номер счёта, «Записать оплату» → «Вся сумма» → «Да, записать».'],
  ['Иван', '«Проверить оплату», потом «Заявка на отгрузку».'],
  ['Мария', '«Принять» → «Собирается» → «Готово к выдаче» → «Выдано».'],
  ['Иван', '«Взаиморасчёты»: баланс, долг и документы.'],
]

const MORE = [
  'Создайте ещё один счёт с резервом и не платите: часы наверху покажут, как бот предупреждает и снимает резерв.',
  'Пётр боту незнаком: пусть зарегистрируется (ИНН, например, 7712345671), а Мария его одобрит.',
  'Ссылку-приглашение от Марии или Ивана можно открыть у любого из телефонов: нажмите на неё.',
  'Ивану можно прислать список «артикул количество» или файл XLSX: это быстрый заказ.',
  'В любом телефоне наберите «@dealerdesk_bot проектор»: так товары находят в любом чате.',
]

/** Shows suggestions to try. */
export function showGuide() {
  const dialog = el('dialog', { class: 'window guide', 'aria-labelledby': 'guide-title' })
  const close = el('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, say('Понятно'))
  dialog.append(
    // The window is read from here: without it the button at its end would take the focus, and scroll there.
    el('h2', { id: 'guide-title', tabindex: '-1', autofocus: true }, say('Шесть шагов заказа')),
    el('p', {}, say('Это весь продукт без Telegram: настоящий бот, четыре телефона и часы, которые можно подвести.')),
    el(
      'ol',
      {},
      STEPS.map(([who, what]) => el('li', {}, el('strong', {}, say(who)), ': ', say(what))),
    ),
    el('h2', {}, say('Что ещё попробовать')),
    el(
      'ul',
      {},
      MORE.map((text) => el('li', {}, say(text))),
    ),
    close,
  )
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
