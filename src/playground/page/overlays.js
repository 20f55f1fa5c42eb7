import { el } from './dom.js'
import { say } from './language.js'

const TOAST_MS = 3500

/** Short answers that come and go, and windows that stay until they are read, inside one phone. */
export function createOverlays() {
  const toasts = el('div', { class: 'toasts', role: 'status' })
  const element = el('div', { class: 'overlays' }, toasts)

  function toast(text) {
    const node = el('div', { class: 'toast', 'data-toast': true }, text)
    toasts.replaceChildren(node)
    setTimeout(() => node.remove(), TOAST_MS)
  }

  function alert(text) {
    const before = document.activeElement
    const close = () => {
      shade.remove()
      before?.focus?.({ preventScroll: true })
    }
    const ok = el('button', { type: 'button', class: 'primary', onclick: close }, say('Понятно'))
    const box = el(
      'div',
      { class: 'alert', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': text },
      el('p', {}, text),
      ok,
    )
    const shade = el('div', { class: 'shade' }, box)
    shade.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close()
    })
    element.append(shade)
    ok.focus({ preventScroll: true })
  }

  return { element, toast, alert, clear: () => toasts.replaceChildren() }
}

/** Asks which person opens a link; null if nobody does. */
export function choosePhone(phones) {
  return new Promise((resolve) => {
    const choice = (phone) =>
      el(
        'button',
        { type: 'button', class: 'choice', 'data-choose': phone.name, onclick: () => done(phone.name) },
        avatar(phone),
        el('span', {}, el('strong', {}, phone.title), el('small', {}, phone.role)),
      )
    const cancel = el('button', { type: 'button', class: 'quiet', onclick: () => done(null) }, say('Отмена'))
    const dialog = el('dialog', { class: 'window', 'aria-labelledby': 'choose-title' })
    dialog.append(el('h2', { id: 'choose-title' }, say('Открыть у …')), ...phones.map(choice), cancel)
    const done = (name) => {
      dialog.close()
      dialog.remove()
      resolve(name)
    }
    dialog.addEventListener('cancel', () => done(null))
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** A circle with the first letter of the name. */
export function avatar({ name, title }) {
  return el('span', { class: `avatar ${name}`, 'aria-hidden': 'true' }, title.slice(0, 1))
}
