import { el, icon } from './dom.js'
import { say } from './language.js'

/** The buttons under a message. */
export function inlineKeyboard(message, hands) {
  const rows = message.reply_markup.inline_keyboard
  return el(
    'div',
    { class: 'keys' },
    rows.map((row) =>
      el(
        'div',
        { class: 'row' },
        row.map((button) => inlineButton(message.message_id, button, hands)),
      ),
    ),
  )
}

function inlineButton(messageId, button, hands) {
  const look = { type: 'button', class: `key ${button.style ?? ''}`, 'data-inline': true, title: button.text }
  const sign = button.url ? icon('link') : button.copy_text ? icon('copy') : undefined
  const node = el('button', { ...look, onclick: () => void act() }, el('span', { class: 'label' }, button.text), sign)

  async function act() {
    if (button.url) return hands.open(button.url)
    if (button.copy_text) return hands.copy(button.copy_text.text)
    if (button.callback_data === undefined) return hands.tell(say('В песочнице эта кнопка ни к чему не ведёт'))
    if (node.getAttribute('aria-busy') === 'true') return
    // Telegram's apps show a wheel on the button until the bot answers the press.
    node.setAttribute('aria-busy', 'true')
    await hands.press(messageId, button.callback_data)
    node.removeAttribute('aria-busy')
  }
  return node
}

/** The keys in the place of a phone's own keyboard. */
export function replyKeyboard(rows, hands) {
  return rows.map((row) =>
    el(
      'div',
      { class: 'row' },
      row.map(({ text }) =>
        el(
          'button',
          { type: 'button', class: 'key', onclick: () => hands.pressKey(text) },
          el('span', { class: 'label' }, text),
        ),
      ),
    ),
  )
}
