import { el, icon, pressable } from './dom.js'
import { say } from './language.js'
import { momentOf } from './time.js'

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's' }
const BLOCKS = ['blockquote', 'expandable_blockquote', 'pre']

/**
 * Text with Telegram's entities as nodes. Offsets count UTF-16 units, as strings do here. `hands`: the actions of
 * presses: open(url), say(text), copy(text).
 */
export function formatted(text, entities = [], hands) {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length || isBlock(b) - isBlock(a))
  return nodes(text, 0, text.length, sorted, hands)
}

function isBlock({ type }) {
  return Number(BLOCKS.includes(type))
}

function nodes(text, from, to, entities, hands) {
  const found = []
  let at = from
  let rest = entities
  while (rest.length > 0) {
    const [entity] = rest
    const end = entity.offset + entity.length
    const inner = rest.slice(1).filter(({ offset }) => offset < end)
    rest = rest.slice(1 + inner.length)
    if (entity.offset > at) found.push(text.slice(at, entity.offset))
    found.push(node(entity, text.slice(entity.offset, end), nodes(text, entity.offset, end, inner, hands), hands))
    // A block ends its line by itself; the line feed after it would add an empty one.
    at = isBlock(entity) && text[end] === '\n' ? end + 1 : end
  }
  if (at < to) found.push(text.slice(at, to))
  return found
}

function node(entity, words, children, hands) {
  const { type } = entity
  if (TAGS[type]) return el(TAGS[type], {}, children)
  if (type === 'blockquote') return el('blockquote', {}, children)
  if (type === 'expandable_blockquote') return expandable(children)
  if (type === 'spoiler') return spoiler(children)
  if (type === 'pre') return el('pre', {}, el('code', {}, children))
  if (type === 'code')
    return pressable(el('code', { title: say('Скопировать') }, children), '', () => hands.copy(words))
  if (type === 'date_time') return instant(entity, children)
  if (type === 'bot_command') return press(say('Отправить команду'), children, () => hands.say(words))
  const address = addressOf(entity, words)
  return address ? press('', children, () => hands.open(address)) : el('span', { class: 'tag' }, children)
}

/** Relative time runs with the product's clock; the text of any other instant stays, its date is in the title. */
function instant({ unix_time: unix, date_time_format: format }, children) {
  const time = el('time', { datetime: new Date(unix * 1000).toISOString(), title: momentOf(unix * 1000) }, children)
  if (format === 'r') time.dataset.running = ''
  return time
}

function addressOf({ type, url }, words) {
  if (type === 'text_link') return url
  if (type === 'url') return /^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`
  if (type === 'email') return `mailto:${words}`
  if (type === 'phone_number') return `tel:${words.replace(/[^\d+]/g, '')}`
  return undefined
}

function press(title, children, onPress) {
  return el('button', { type: 'button', class: 'link', title: title || undefined, onclick: onPress }, children)
}

function expandable(children) {
  const toggle = el('button', {
    type: 'button',
    class: 'unfold',
    'aria-expanded': 'false',
    'aria-label': say('Развернуть'),
  })
  toggle.append(icon('down'))
  const quote = el('blockquote', { class: 'folded' }, el('div', { class: 'fold' }, children), toggle)
  quote.addEventListener('click', () => {
    const isFolded = quote.classList.toggle('folded')
    toggle.setAttribute('aria-expanded', String(!isFolded))
    toggle.setAttribute('aria-label', say(isFolded ? 'Развернуть' : 'Свернуть'))
  })
  return quote
}

function spoiler(children) {
  const hidden = el('span', { class: 'spoiler' }, children)
  return pressable(hidden, say('Показать скрытое'), () => {
    hidden.classList.add('shown')
    for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name)
  })
}
