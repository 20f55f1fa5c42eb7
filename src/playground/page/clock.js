import { moveClock } from './api.js'
import { momentOf, relativeOf } from './time.js'

/** The product's time, ticking, with buttons that move it forward. */
export function createClock({ face, buttons, onTrouble }) {
  let base = 0
  let since = 0

  function show() {
    const at = base + performance.now() - since
    face.textContent = momentOf(at)
    face.dateTime = new Date(at).toISOString()
    for (const running of document.querySelectorAll('time[data-running]'))
      running.textContent = relativeOf(Date.parse(running.dateTime), at)
  }

  async function move(hours) {
    for (const button of buttons) button.disabled = true
    try {
      await moveClock(hours)
    } catch (error) {
      onTrouble(error.message)
    } finally {
      for (const button of buttons) button.disabled = false
    }
  }

  for (const button of buttons) button.addEventListener('click', () => void move(Number(button.dataset.hours)))
  setInterval(show, 1000)

  return {
    /** Milliseconds since the epoch. */
    set(now) {
      base = now
      since = performance.now()
      show()
    },
  }
}
