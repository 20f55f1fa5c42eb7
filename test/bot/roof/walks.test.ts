import { expect, test } from 'vitest'
import { isDecision, more } from '#bot/kit/callback-data.ts'
import { wayOf } from '#bot/kit/way-back.ts'
import { demoCatalog } from '#playground/catalog/demo.ts'
import type { Person } from '#playground/telegram/server.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { type Random, randomOf } from '../../simulation/random.ts'
import { type Scene, scene } from '../scene.ts'
import { refusals } from '../told.ts'

const SEEDS = (process.env.WALKS ?? '1 2 3').split(' ').map(Number)
const STEPS = 40

const MOST_ROWS = 8
/** The letters that fit on the narrowest phone, by the number of buttons in a row. */
const FITTING = [40, 19, 12]
const openings = ['/start', '/catalog', '/cart', '/invoices', '/reserves', '/shipments', '/settlements', '/help']
const typed = ['проектор', 'кабель hdmi', 'MNT', 'лазер', 'праектор', '/settings', '1001', 'микрофон qwerty']

/** What a person sees now: the text and the buttons of the newest message. */
const seen = (person: Person) => ({ text: person.sees(), buttons: person.buttons() })

/** Buttons of the newest message, with their data; pages and help texts lead nowhere. */
function ways(person: Person): { label: string; data: string }[] {
  const rows = person.last().reply_markup?.inline_keyboard ?? []
  return rows.flat().flatMap((one) => {
    if (!('callback_data' in one)) return []
    const isPager = /^[‹›]$|^\d+ \/ \d+$/.test(one.text)
    return isPager || isDecision(one.callback_data) ? [] : [{ label: one.text, data: one.callback_data }]
  })
}

/** The button data of the screen itself, as «Подробнее» carries it; the first screen has none. */
const selfOf = (person: Person) => more.pattern.exec(ways(person).at(-1)?.data ?? '')?.[2] ?? person.sees()

const bare = (data: string) => data.replace(/(:0)+$/, '')

const backOf = (person: Person) => ways(person).find(({ label }) => label.startsWith('‹ '))

function examine(person: Person, problems: Set<string>): void {
  const { text, buttons } = seen(person)
  const title = text.split('\n')[0]
  const rows = person.last().reply_markup?.inline_keyboard.length ?? 0
  for (const row of person.last().reply_markup?.inline_keyboard ?? [])
    for (const label of row.map(({ text }) => text))
      if (label.length > (FITTING[row.length - 1] ?? 0)) problems.add(`too long for ${row.length} in a row: ${label}`)
  if (rows > MOST_ROWS) problems.add(`${rows} rows: ${title} | ${buttons.join(' / ')}`)
  // «…» may only stand before a count of the rest, or end a sentence of ours.
  for (const line of text.split('\n')) if (/\p{L}…\p{L}|\d…\p{L}/u.test(line)) problems.add(`cut: ${line}`)
}

async function walk(w: Scene, person: Person, random: Random, problems: Set<string>): Promise<void> {
  await person.sends(random.pick([...openings, ...typed]))
  for (let step = 0; step < STEPS; step++) {
    examine(person, problems)
    const forward = ways(person).filter(({ label }) => !label.startsWith('‹ '))
    if (forward.length === 0 || random.chance(0.15)) {
      await person.sends(random.pick([...openings, ...typed]))
      continue
    }
    const { label, data } = random.pick(forward)
    const before = { ...seen(person), self: selfOf(person) }
    const from = person.last().message_id
    // A button to a screen on the way, such as «Готово», is a way back itself.
    const isReturn = wayOf(backOf(person)?.data ?? '')
      .map(bare)
      .includes(bare(data))
    await person.tapsData(from, data)
    examine(person, problems)
    const back = person.last().message_id === from ? backOf(person) : undefined
    // A document, a toast, the first screen: nowhere to come back from.
    if (!back || isReturn || seen(person).text === before.text) continue
    const there = seen(person)
    await person.tapsData(from, back.data)
    const now = { ...seen(person), self: selfOf(person) }
    if (now.self !== before.self)
      problems.add(
        `back from «${title(there.text)}» (${label}) = «${title(now.text)}», came from «${title(before.text)}»`,
      )
    else await person.tapsData(from, data)
  }
  expect(refusals(w)).toEqual([])
}

const title = (text: string) => text.split('\n')[0]

test.each(SEEDS)('every screen on a walk has at most eight rows, whole names, and a way back (%i)', async (seed) => {
  const w = await scene()
  await importCatalog(w.app.deps, null, demoCatalog)
  const random = randomOf(seed)
  const problems = new Set<string>()
  for (const person of [w.cast.owner, w.cast.accountant, w.cast.manager, w.cast.support, w.cast.admin, w.cast.stranger])
    await walk(w, person, random, problems)
  expect([...problems]).toEqual([])
})

/** All numbered lines of a list, from its first page to its last. */
async function wholeList(person: Person): Promise<number[]> {
  const numbers: number[] = []
  for (let page = 0; page < 50; page++) {
    numbers.push(...[...person.sees().matchAll(/^(\d+) · /gm)].map(([, number]) => Number(number)))
    const pages = person.buttons().find((label) => /^\d+ \/ \d+$/.test(label))
    if (!pages || pages.split(' / ')[0] === pages.split(' / ')[1]) break
    await person.taps('›')
  }
  return numbers
}

test('every list can be read to its end: results, goods to compare, the cart', async () => {
  const w = await scene()
  await importCatalog(w.app.deps, null, demoCatalog)
  const { owner } = w.cast
  const to = (most: number) => Array.from({ length: most }, (_, i) => i + 1)
  await owner.sends('проектор')
  expect(await wholeList(owner)).toEqual(to(21))
  await owner.sends('проектор')
  await owner.taps('Сравнить')
  expect(await wholeList(owner)).toEqual(to(21))
  await owner.sends('/cart')
  await owner.taps('Очистить')
  await owner.taps('Да, ')
  const articles = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `PRJ-100${i} 1`)
  await owner.sends(articles.join('\n'))
  await owner.taps('Всё в корзину')
  await owner.sends('/cart')
  expect(await wholeList(owner)).toEqual(to(9))
})
