import { el } from './dom.js'
import { say } from './language.js'
import { avatar } from './overlays.js'

const oneAtATime = matchMedia('(max-width: 759px)')

/** Tabs that choose the one phone of a narrow screen, and count new messages of the others. */
export function createTabs(nav, phones) {
  const tabs = new Map()
  let shown = ''

  function show(name) {
    shown = name
    for (const [other, { tab, phone }] of tabs) {
      phone.element.classList.toggle('shown', other === name)
      if (other === name) tab.setAttribute('aria-current', 'true')
      else tab.removeAttribute('aria-current')
    }
    count(name, 0)
  }

  function count(name, unread) {
    const entry = tabs.get(name)
    entry.unread = unread
    entry.badge.textContent = unread > 9 ? '9+' : String(unread)
    entry.badge.hidden = unread === 0
    entry.tab.setAttribute(
      'aria-label',
      unread === 0 ? entry.phone.title : say('{name}, новых: {count}', { name: entry.phone.title, count: unread }),
    )
  }

  for (const phone of phones) {
    const badge = el('span', { class: 'unread', 'data-testid': 'unread', hidden: true })
    const tab = el('button', { type: 'button', 'data-tab': phone.name, onclick: () => show(phone.name) })
    tab.append(avatar(phone), el('span', { class: 'who' }, phone.title), badge)
    tabs.set(phone.name, { tab, phone, badge, unread: 0 })
  }
  nav.replaceChildren(...[...tabs.values()].map(({ tab }) => tab))
  show(phones[0].name)

  return {
    show,
    /** Counts a message that came to this phone. */
    notice(name) {
      if (name !== shown && oneAtATime.matches) count(name, tabs.get(name).unread + 1)
    },
  }
}
