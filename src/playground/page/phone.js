import { handsOf } from './api.js'
import { createChat } from './chat.js'
import { createComposer } from './composer.js'
import { el } from './dom.js'
import { say } from './language.js'
import { avatar, createOverlays } from './overlays.js'

const TYPING_MS = 4000

/** A phone: head, messages, field. `openLink` handles addresses outside the chat, `queryIn` text typed to `@bot`. */
export function createPhone({ name, title, role, number }, { openLink, queryIn }) {
  const overlays = createOverlays()
  const own = handsOf(name)
  const hands = {
    say: (text) => attempt(own.say(text)),
    pressKey: (text) => attempt(own.pressKey(text)),
    askInline: (query, offset) => attempt(own.askInline(query, offset)),
    insertInline: (queryId, resultId) => attempt(own.insertInline(queryId, resultId)),
    queryIn,
    shareContact: () => attempt(own.shareContact()),
    sendSticker: () => attempt(own.sendSticker()),
    sendVoice: () => attempt(own.sendVoice()),
    sendFile: (file, as, caption) => attempt(own.sendFile(file, as, caption)),
    async press(messageId, data) {
      overlays.clear()
      const answer = await attempt(own.press(messageId, data))
      if (answer?.text) (answer.alert ? overlays.alert : overlays.toast)(answer.text)
    },
    async copy(text) {
      await navigator.clipboard.writeText(text)
      overlays.toast(say('Скопировано'))
    },
    tell: overlays.toast,
    open: (url) => openLink(url),
  }

  async function attempt(action) {
    try {
      return await action
    } catch (error) {
      overlays.toast(error.message)
    }
  }

  const chat = createChat(hands)
  const composer = createComposer(hands)
  const status = el('span', { class: 'status' }, say(role))
  let typing = 0

  function setTyping(isTyping) {
    clearTimeout(typing)
    status.textContent = isTyping ? say('бот печатает…') : say(role)
    if (isTyping) typing = setTimeout(() => setTyping(false), TYPING_MS)
  }

  function refresh(keys) {
    if (keys) composer.setKeys(keys)
    composer.setStarted(!chat.isEmpty())
    empty.hidden = !chat.isEmpty()
  }

  const empty = el('p', { class: 'empty' }, say('Здесь пока пусто. Нажмите «Начать», чтобы открыть бота.'))
  const head = el(
    'header',
    { class: 'head' },
    avatar({ name, title }),
    el('h2', {}, title, status),
    el('span', { class: 'number' }, number),
  )
  chat.element.append(empty, overlays.element)
  const element = el(
    'section',
    { class: 'phone', 'data-phone': name, 'aria-label': say('Телефон: {name}', { name: title }) },
    head,
    chat.element,
    composer.element,
  )

  return {
    name,
    title,
    role,
    element,
    say: hands.say,
    toast: overlays.toast,
    fill({ messages, keys, commands }) {
      chat.fill(messages)
      composer.setCommands(commands)
      refresh(keys)
    },
    add(message, keys) {
      if (message.fromBot) setTyping(false)
      chat.add(message)
      refresh(keys)
    },
    edit(message, keys) {
      chat.edit(message)
      refresh(keys)
    },
    remove(messageIds, keys) {
      chat.remove(messageIds)
      refresh(keys)
    },
    setCommands: composer.setCommands,
    type: () => setTyping(true),
  }
}
