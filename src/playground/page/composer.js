import { el, icon } from './dom.js'
import { createInline } from './inline.js'
import { replyKeyboard } from './keyboards.js'
import { say } from './language.js'

const TEXT_LENGTH = 4096

/**
 * A person's input: menu of commands, attachments, field, results of `@bot`, and the keyboard that the bot put there.
 */
export function createComposer(hands) {
  const field = el('textarea', {
    rows: '1',
    placeholder: say('Сообщение'),
    'aria-label': say('Сообщение'),
    maxlength: TEXT_LENGTH,
  })
  const commands = el('div', { class: 'popup commands', hidden: true })
  const attachments = el('div', { class: 'popup attachments', hidden: true })
  const menu = el('button', { type: 'button', class: 'menu', 'aria-expanded': 'false' }, icon('menu'), say('Меню'))
  const attach = el(
    'button',
    { type: 'button', class: 'round', 'aria-label': say('Прикрепить'), 'aria-expanded': 'false' },
    icon('attach'),
  )
  const send = el('button', { type: 'submit', class: 'round send', 'aria-label': say('Отправить') }, icon('send'))
  const keys = el('div', { class: 'reply-keys', 'data-testid': 'reply-keyboard', hidden: true })
  const start = el('button', { type: 'button', class: 'start', onclick: () => hands.say('/start') }, say('Начать'))
  const form = el('form', { class: 'field' }, menu, attach, field, send)
  const inline = createInline(field, hands)
  const popups = [
    [menu, commands],
    [attach, attachments],
  ]

  function toggle(which) {
    for (const [button, popup] of popups) {
      popup.hidden = popup !== which || !popup.hidden
      button.setAttribute('aria-expanded', String(!popup.hidden))
    }
    if (which && !which.hidden) which.querySelector('button')?.focus()
  }

  function grow() {
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`
  }

  function sendText() {
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    grow()
    inline.close()
    void hands.say(text)
  }

  function chooser(as, label, sign, accept) {
    const input = el('input', {
      type: 'file',
      class: 'hidden',
      tabindex: '-1',
      'aria-label': label,
      'data-attach': as,
      accept,
    })
    input.addEventListener('change', () => {
      const [file] = input.files
      if (file) void hands.sendFile(file, as, field.value.trim())
      if (file) field.value = ''
      grow()
      input.value = ''
    })
    const button = el('button', { type: 'button' }, icon(sign), label)
    button.addEventListener('click', () => {
      toggle()
      input.click()
    })
    return [button, input]
  }

  function sender(label, sign, sendIt) {
    const button = el('button', { type: 'button' }, icon(sign), label)
    button.addEventListener('click', () => {
      toggle()
      void sendIt()
    })
    return button
  }

  attachments.append(
    ...chooser('document', say('Файл'), 'file'),
    ...chooser('photo', say('Фото'), 'photo', 'image/png,image/jpeg'),
    sender(say('Мой контакт'), 'person', hands.shareContact),
    sender(say('Стикер'), 'smile', hands.sendSticker),
    sender(say('Голосовое'), 'voice', hands.sendVoice),
  )

  menu.addEventListener('click', () => toggle(commands))
  attach.addEventListener('click', () => toggle(attachments))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    sendText()
  })
  field.addEventListener('input', grow)
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    if (!inline.takeFirst()) sendText()
  })
  const element = el('div', { class: 'composer' }, commands, attachments, inline.element, form, start, keys)
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') inline.close()
    const open = popups.find(([, popup]) => !popup.hidden)
    if (event.key !== 'Escape' || !open) return
    toggle()
    open[0].focus()
  })
  document.addEventListener('click', (event) => {
    if (element.contains(event.target)) return
    toggle()
    inline.close()
  })

  return {
    element,
    /** Before the first message only a button to start is shown. */
    setStarted(isStarted) {
      form.hidden = !isStarted
      start.hidden = isStarted
    },
    setCommands(list) {
      menu.hidden = list.length === 0
      commands.replaceChildren(
        ...list.map(({ command, description }) => {
          const item = el(
            'button',
            { type: 'button' },
            el('span', {}, description),
            el('span', { class: 'command' }, `/${command}`),
          )
          item.addEventListener('click', () => {
            toggle()
            void hands.say(`/${command}`)
          })
          return item
        }),
      )
    },
    setKeys(rows) {
      keys.hidden = rows.length === 0
      keys.replaceChildren(...replyKeyboard(rows, hands))
    },
  }
}
