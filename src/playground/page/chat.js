import { el, icon } from './dom.js'
import { say } from './language.js'
import { messageNode } from './message.js'
import { dayOf } from './time.js'

const NEAR_THE_END = 80

/** The messages of a phone, the newest in sight. */
export function createChat(hands) {
  const list = el('div', { class: 'log', role: 'log', 'aria-label': say('Сообщения'), tabindex: '0' })
  const down = el(
    'button',
    { type: 'button', class: 'down', 'aria-label': say('К новым сообщениям'), hidden: true, onclick: toEnd },
    icon('down'),
  )
  const known = new Map()

  function isAtEnd() {
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END
  }

  function toEnd() {
    list.scrollTop = list.scrollHeight
    down.hidden = true
  }

  function change(make, alwaysToEnd = false) {
    const wasAtEnd = isAtEnd()
    make()
    partDays()
    if (wasAtEnd || alwaysToEnd) toEnd()
    else down.hidden = isAtEnd()
  }

  function partDays() {
    for (const line of list.querySelectorAll('.day')) line.remove()
    let before = ''
    for (const { node, message } of known.values()) {
      const day = dayOf(message.date * 1000)
      if (day !== before) node.before(el('div', { class: 'day' }, day))
      before = day
    }
  }

  function append(message) {
    const node = messageNode(message, hands)
    known.set(message.message_id, { node, message })
    list.append(node)
    return node
  }

  list.addEventListener('scroll', () => {
    if (isAtEnd()) down.hidden = true
  })
  // The keyboard of a phone, or a long line in the field, takes room from the messages.
  new ResizeObserver(() => {
    if (down.hidden) toEnd()
  }).observe(list)

  return {
    element: el('div', { class: 'chat' }, list, down),
    fill(messages) {
      known.clear()
      list.replaceChildren()
      change(() => messages.forEach(append), true)
    },
    add(message) {
      change(() => append(message).classList.add('new'), !message.fromBot)
    },
    edit(message) {
      const old = known.get(message.message_id)
      if (!old) return
      change(() => {
        const node = messageNode(message, hands)
        const focused = [...old.node.querySelectorAll('button')].indexOf(document.activeElement)
        known.set(message.message_id, { node, message })
        old.node.replaceWith(node)
        node.classList.add('edited')
        // A keyboard user's focus stays in the message that changed meanwhile.
        if (focused >= 0)
          (node.querySelectorAll('button')[focused] ?? node.querySelector('button'))?.focus({ preventScroll: true })
      })
    },
    remove(messageIds) {
      change(() => {
        for (const id of messageIds) {
          known.get(id)?.node.remove()
          known.delete(id)
        }
      })
    },
    isEmpty: () => known.size === 0,
  }
}
