import { el, icon } from './dom.js'
import { formatted } from './entities.js'
import { inlineKeyboard } from './keyboards.js'
import { language, say } from './language.js'
import { timeOf } from './time.js'

/** A message as a bubble with its buttons. `hands`: the actions of presses in it. */
export function messageNode(message, hands) {
  if (message.pinned_message)
    return el('div', { class: 'service', 'data-message': message.message_id }, say('Сообщение закреплено'))
  const side = message.fromBot ? 'theirs' : 'own'
  const rows = message.reply_markup?.inline_keyboard ?? []
  const isBare = Boolean(message.sticker)
  return el(
    'article',
    { class: `message ${side}${rows.length > 0 ? ' keyed' : ''}`, 'data-message': message.message_id },
    el('div', { class: isBare ? 'bubble bare' : 'bubble' }, body(message, hands), meta(message)),
    rows.length > 0 && inlineKeyboard(message, hands),
  )
}

function body(message, hands) {
  const { text, entities, caption, caption_entities, reply_to_message: replied, via_bot: bot } = message
  const parts = []
  if (message.forward_origin) parts.push(el('div', { class: 'origin' }, say('Переслано')))
  if (bot) parts.push(el('div', { class: 'origin' }, say('через @{bot}', { bot: bot.username })))
  if (replied) parts.push(el('div', { class: 'replied' }, replied.text ?? replied.caption ?? say('Вложение')))
  if (message.photo) parts.push(photo(message.photo.at(-1)))
  if (message.document) parts.push(documentLink(message.document))
  if (message.contact) parts.push(contact(message.contact))
  if (message.sticker)
    parts.push(el('div', { class: 'sticker', role: 'img', 'aria-label': say('Стикер') }, message.sticker.emoji ?? '🙂'))
  if (message.voice)
    parts.push(el('div', { class: 'text' }, say('🎤 Голосовое, {seconds} с', { seconds: message.voice.duration })))
  const words = text ?? caption
  if (words) parts.push(el('div', { class: 'text' }, formatted(words, entities ?? caption_entities, hands)))
  return parts
}

function meta({ date, isSilent }) {
  const time = el('time', {}, timeOf(date * 1000))
  if (!isSilent) return el('div', { class: 'meta' }, time)
  return el(
    'div',
    { class: 'meta', title: say('Без звука') },
    icon('silent'),
    el('span', { class: 'hidden' }, say('Без звука, ')),
    time,
  )
}

function photo({ file_id: id, width, height }) {
  const image = el('img', { src: `/files/${id}`, width, height, alt: say('Фото') })
  return el('a', { class: 'photo', href: `/files/${id}`, target: '_blank', rel: 'noopener' }, image)
}

function documentLink({ file_id: id, file_name: name, file_size: size }) {
  return el(
    'a',
    { class: 'document', href: `/files/${id}`, target: '_blank', rel: 'noopener' },
    el('span', { class: 'badge' }, icon('file')),
    el(
      'span',
      { class: 'about' },
      el('span', { class: 'name' }, name ?? say('Файл')),
      el('span', { class: 'size' }, sizeOf(size ?? 0)),
    ),
  )
}

function contact({ first_name: first, last_name: last, phone_number: number }) {
  return el(
    'div',
    { class: 'document' },
    el('span', { class: 'badge' }, icon('person')),
    el(
      'span',
      { class: 'about' },
      el('span', { class: 'name' }, [first, last].filter(Boolean).join(' ')),
      el('span', { class: 'size' }, number),
    ),
  )
}

function sizeOf(bytes) {
  if (bytes < 1024) return say('{count} Б', { count: bytes })
  if (bytes < 1024 * 1024) return say('{count} КБ', { count: Math.round(bytes / 1024) })
  return say('{count} МБ', { count: (bytes / 1024 / 1024).toLocaleString(language, { maximumFractionDigits: 1 }) })
}
