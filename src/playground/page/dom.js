/**
 * An element. Attributes that begin with "on" are listeners, `true` is an attribute without a value, `false` and
 * `undefined` are none. Strings among the children become text, never markup: they come from people and from the bot.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, String(value))
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false))
  return element
}

/** Makes an element act as a button, by mouse and keyboard. */
export function pressable(element, label, onPress) {
  element.setAttribute('role', 'button')
  element.setAttribute('tabindex', '0')
  if (label) element.setAttribute('aria-label', label)
  element.addEventListener('click', (event) => {
    event.stopPropagation()
    onPress(event)
  })
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onPress(event)
  })
  return element
}

const SVG = 'http://www.w3.org/2000/svg'
const PATHS = {
  attach: 'M20 11.5 12.5 19a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.700l-8 8a1.6 1.6 0 0 1-2.3-2.300L15 7.5',
  send: 'M4 12 20 4l-4.5 16-4-6.500zM11.5 13.5 20 4',
  menu: 'M4 7h16M4 12h16M4 17h10',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  photo: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.500h.01',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14a4 4 0 0 0 7 0M9 10h.01M15 10h.01',
  voice: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 12a6 6 0 0 0 12 0M12 18v3',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  silent:
    'M4 4l16 16M9 5.200A5.5 5.5 0 0 1 17.5 10c0 2 .4 3.5 1 4.700M6.7 8.500C6 12 6.3 14 4.5 16.500H15M10 19.500a2.2 2.2 0 0 0 4 0',
  link: 'M8 16 17 7M9 7h8v8',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'M6 9l6 6 6-6',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10',
}

/** A line drawing in the colour of the text around it; screen readers skip it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    class: `icon icon-${name}`,
    'aria-hidden': 'true',
  }))
    svg.setAttribute(key, value)
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
