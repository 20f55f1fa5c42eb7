import { writeSync } from 'node:fs'

// Loaded before the bot: some words that somebody writes are its death, wherever it first trims them.
const { trim } = String.prototype
const deaths = {
  'яд: конец': () => process.kill(process.pid, 'SIGKILL'),
  'яд: память': () => {
    const filled = []
    for (;;) filled.push(new Array(2_000_000).fill(filled.length + 0.5))
  },
  'яд: застой': () => {
    writeSync(2, 'stands still\n')
    for (;;);
  },
}
String.prototype.trim = function () {
  const text = trim.call(this)
  deaths[text]?.()
  return text
}
