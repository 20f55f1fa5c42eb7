import { hours, minutes, seconds } from '#domain/time.ts'
import type { Person } from '#playground/telegram/server.ts'
import { snapshot } from './history.ts'
import { onCredit, recount, type Stage } from './stage.ts'

const typed = [
  'AV-10.003 3\nCBL-10 5',
  'CBL-10',
  '2',
  '9',
  '500,50',
  '/cart',
  '/invoices',
  '/reserves',
  '1001',
  '1002',
  '1003',
  'завтра',
  '30.11.2026',
  'Сидоров Пётр, +7 916 123-45-67',
  'Казань, Баумана, 5',
  'ПЭК',
  '/shipments',
  '/desk',
  'нет места',
]

/** The buttons that bring goods to their buyer. */
const last = /Самовывоз|Отправить заявку|Принять|Собирается|Готово|Выдано|Отправлено|Вся сумма|Да, /

/** A person's answers to questions. */
const answers: [RegExp, string][] = [
  [/Кто примет товар/, 'Сидоров Пётр'],
  [/Телефон этого человека/, '+7 916 123-45-67'],
  [/Когда\?/, 'завтра'],
  [/Куда доставить/, 'Казань, Баумана, 5'],
  [/Какая транспортная компания/, 'ПЭК'],
  [/Какой склад \(терминал\)/, 'Москва, Промышленная, 12'],
]

/** The buttons that advance a purchase; pressed more often than the rest, so that a run gets somewhere. */
const onwards =
  /Корзина|Создать счёт|Зарезервировать|Записать оплату|Вся сумма|Да, |Заявка|Самовывоз|Москва|Доставка силами|Отправить заявку|Принять|Собирается|Готово|Выдано|Отправлено|Продлить|\+24|Заявка № |№ \d|^(пн|вт|ср|чт|пт) |Сидоров/

/** One step: a person acts, the clock jumps or the stock is counted; Telegram may fail, the process may die. */
export async function act(stage: Stage): Promise<void> {
  const { random, clock, people, telegram, fuse, trail } = stage
  const person = random.pick(people)
  if (random.chance(0.06)) telegram.faults.next(random.pick(faults))
  if (random.chance(0.001)) telegram.faults.next({ status: 429, retryAfter: 1 })
  if (random.chance(0.06)) fuse.lightAt(random.below(40))
  if (random.chance(0.04)) telegram.faults.next({ cut: random.pick(['before', 'after'] as const) }, { met: stage.dies })
  try {
    if (random.chance(0.1)) {
      const ms = random.pick([minutes(1), hours(1), hours(1), hours(23), hours(24)])
      trail.push(`clock +${ms / minutes(1)} min`)
      clock.advance(ms)
      await stage.lives(() => Promise.resolve())
    } else if (random.chance(0.05)) {
      trail.push('the ERP counts the stock')
      fuse.lightAt(Number.POSITIVE_INFINITY)
      await recount(stage)
    } else {
      stage.actedAt.set(person.id, clock.now())
      await doSomething(stage, person)
    }
    // Telegram drops a press after 150 s.
    const sinceThen = clock.now() - (stage.actedAt.get(person.id) ?? 0)
    if (random.chance(0.15) && sinceThen <= seconds(150)) {
      trail.push(`${person.id}: the last update comes again`)
      fuse.lightAt(Number.POSITIVE_INFINITY)
      telegram.faults.clear()
      const before = await snapshot(stage.app.deps.db)
      await person.redelivers()
      if ((await snapshot(stage.app.deps.db)) !== before)
        stage.found.push('I9: an update that came again had an effect')
    }
  } catch (error) {
    // People press buttons that are gone; Telegram or the database was just dead. The auditors decide whether it did
    // harm.
    trail.push(`  ${String(error).slice(0, 120)}`)
  }
  fuse.lightAt(Number.POSITIVE_INFINITY)
  if (fuse.blown()) await stage.lives(() => Promise.resolve())
}

async function doSomething(stage: Stage, person: Person): Promise<void> {
  const { random, trail } = stage
  if (random.chance(0.12) && person.id === onCredit) await buys(stage, person)
  else if (random.chance(0.08)) {
    const text = random.pick(typed)
    trail.push(`${person.id} types ${text}`)
    await person.sends(text)
  } else if (random.chance(0.04)) {
    trail.push(`${person.id} sends a payment order`)
    await person.sendsPhoto()
  } else await press(stage, person)
}

const PRESSES = 3

/** Makes a whole purchase in one go, as far as it gets: goods, invoice, reserve, request. */
async function buys({ random, trail }: Stage, person: Person): Promise<void> {
  const pieces = 5 + random.below(12)
  trail.push(`${person.id} buys ${pieces} cables`)
  await person.sends('/cart')
  await person.sends(`CBL-10 ${pieces}`)
  await person.sends('/cart')
  for (const label of ['Создать счёт', 'Зарезервировать', 'Заявка на отгрузку', 'Самовывоз', /^(пн|вт|ср|чт|пт) /])
    await person.taps(label)
  await person.sends('Сидоров Пётр, +7 916 123-45-67')
  await person.taps('Отправить заявку')
}

/** Mostly advances the newest message; else starts something new; now and then presses any button there ever was. */
async function press({ random, trail, pressed: times }: Stage, person: Person): Promise<void> {
  const shown = person.chat.flatMap((message) =>
    (message.reply_markup?.inline_keyboard.flat() ?? []).flatMap((one) =>
      'callback_data' in one ? [{ id: message.message_id, text: one.text, data: one.callback_data ?? '' }] : [],
    ),
  )
  const reply = answers.find(([question]) => question.test(person.sees()))
  if (reply && random.chance(0.6)) {
    trail.push(`${person.id} answers ${reply[1]}`)
    return person.sends(reply[1])
  }
  const keyOf = (one: { id: number; data: string }) => `${person.id} ${one.id} ${one.data}`
  // A button pressed `PRESSES` times is left alone.
  const onMessage = shown.filter(
    (one) => one.id === shown.at(-1)?.id && onwards.test(one.text) && (times.get(keyOf(one)) ?? 0) < PRESSES,
  )
  const moves = onMessage.filter((one) => last.test(one.text))
  const newest = moves.length > 0 ? moves : onMessage
  if (newest.length === 0 && random.chance(0.7)) {
    const text = random.pick(person.id === 1 || person.id === 4 ? managerTypes : dealerTypes)
    trail.push(`${person.id} types ${text}`)
    return person.sends(text)
  }
  const chosen =
    newest.length > 0 && random.chance(0.9)
      ? random.pick(newest)
      : random.pick(random.chance(0.8) ? shown.slice(-40) : shown)
  times.set(keyOf(chosen), (times.get(keyOf(chosen)) ?? 0) + 1)
  trail.push(`${person.id} presses ${chosen.text} (${chosen.data})`)
  const pressed = person.tapsData(chosen.id, chosen.data)
  if (random.chance(0.2)) await Promise.all([pressed, person.tapsData(chosen.id, chosen.data)])
  else await pressed
}

const managerTypes = ['1001', '1002', '1003', '/desk', '/shipments', '/shipments']
const dealerTypes = [
  'AV-10.003 3\nCBL-10 5',
  '/cart',
  '/cart',
  '/invoices',
  '/invoices',
  '/reserves',
  'завтра',
  'Сидоров Пётр, +7 916 123-45-67',
  'Казань, Баумана, 5',
]

const faults = [{ status: 500 }, { cut: 'before' }, { cut: 'after' }] as const
