import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const page = join(import.meta.dirname, '../../src/playground/page')
const sources = readdirSync(page).filter(
  (name) => /\.(js|html)$/.test(name) && name !== 'english.js' && name !== 'time.js',
)
const english = readFileSync(join(page, 'english.js'), 'utf8')

/** All Russian texts of the page: strings in its scripts, and the words that stand in it. */
function texts(name: string): string[] {
  const source = readFileSync(join(page, name), 'utf8').replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|<noscript>.*?<\/noscript>/g,
    '',
  )
  const found = name.endsWith('.html')
    ? [...source.matchAll(/>([^<>\n]*[А-Яа-яё][^<>\n]*)<|aria-label="([^"]*)"/g)].map(
        ([, text, label]) => text ?? label,
      )
    : [...source.matchAll(/'([^'\n]*[А-Яа-яё][^'\n]*)'/g)].map(([, text]) => text)
  return found.filter((text) => text !== undefined)
}

test.each(sources.filter((name) => texts(name).length > 0))('every text of %s has its English form', (name) => {
  const missing = texts(name).filter((text) => !english.includes(`'${text}'`) && !english.includes(`\n  ${text}:`))
  expect(missing).toEqual([])
})
