import { el } from './dom.js'

/** A pause after typing, ms: not each letter sends a query. */
const PAUSE_MS = 250
const NEAR_THE_END = 40

/** The bot's answers to `@bot words`, above the field. */
export function createInline(field, hands) {
  const list = el('div', { class: 'popup results', 'data-testid': 'inline-results', hidden: true })
  /** The newest query; answers to older ones come too late. */
  let asked = 0
  let waiting = 0
  let next = ''
  let query = ''

  function close() {
    asked += 1
    clearTimeout(waiting)
    list.hidden = true
    list.replaceChildren()
    next = ''
  }

  function leave() {
    close()
    field.value = ''
    field.dispatchEvent(new Event('input'))
  }

  function choice(queryId, { id, title, description }) {
    const choose = () => {
      leave()
      void hands.insertInline(queryId, id)
    }
    return el(
      'button',
      { type: 'button', 'data-result': id, onclick: choose },
      el('span', { class: 'about' }, el('strong', {}, title), el('small', {}, description ?? '')),
    )
  }

  function above({ text, start_parameter: start }) {
    const open = () => {
      leave()
      void hands.say(`/start ${start}`)
    }
    return el('button', { type: 'button', class: 'above', onclick: open }, text)
  }

  async function ask(offset) {
    const own = ++asked
    next = ''
    const answer = await hands.askInline(query, offset)
    if (!answer || own !== asked) return
    if (offset === '') list.replaceChildren(...(answer.button ? [above(answer.button)] : []))
    list.append(...answer.results.map((result) => choice(answer.queryId, result)))
    list.hidden = list.childElementCount === 0
    if (offset === '') list.scrollTop = 0
    next = answer.nextOffset
  }

  field.addEventListener('input', () => {
    const typed = hands.queryIn(field.value)
    if (typed === null) return close()
    if (typed === query && !list.hidden) return
    query = typed
    asked += 1
    clearTimeout(waiting)
    waiting = setTimeout(() => void ask(''), PAUSE_MS)
  })
  list.addEventListener('scroll', () => {
    const isNearTheEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END
    if (isNearTheEnd && next !== '') void ask(next)
  })

  return {
    element: list,
    close,
    /** Takes the first result, as Enter does; false if there is none. */
    takeFirst() {
      const first = list.hidden ? null : list.querySelector('[data-result]')
      first?.click()
      return Boolean(first)
    },
  }
}
