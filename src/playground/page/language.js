import { english } from './english.js'

const chosen = localStorage.getItem('language') ?? navigator.language

/** `ru` or `en`: as chosen on the page, else as the browser prefers. The bot speaks each person's own language. */
export const language = chosen.startsWith('ru') ? 'ru' : 'en'

/** A text of the page, whose Russian form is its key; `{name}` stands for a value. */
export function say(text, values = {}) {
  const words = language === 'en' ? (english[text] ?? text) : text
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
}

/** The texts that stand in the page itself. */
export function translatePage() {
  document.documentElement.lang = language
  document.title = say(document.title)
  for (const node of document.querySelectorAll('[data-say]')) node.textContent = say(node.textContent)
  for (const node of document.querySelectorAll('[data-say-label]'))
    node.setAttribute('aria-label', say(node.getAttribute('aria-label')))
}

/** The page in the other language. */
export function switchLanguage() {
  localStorage.setItem('language', language === 'ru' ? 'en' : 'ru')
  location.reload()
}
