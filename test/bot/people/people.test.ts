import { expect, test } from 'vitest'
import { days, minutes } from '#domain/time.ts'
import { inns, register, world } from '../../support/world.ts'

/** The link in the newest message, as the person to whom it was forwarded follows it. */
const start = (text: string) => `/start ${/start=([\w-]+)/.exec(text)?.[1]}`

test("a manager's invitation lets a colleague in once; after seven days it lets nobody in", async () => {
  const { staff, dealer, stranger, clock } = await world()
  const manager = await staff('manager')
  await dealer(manager)
  await manager.sends('/dealers')
  await manager.taps('Ромашка')
  await manager.taps('Пригласить')
  const [first, second] = [stranger('Анна'), stranger('Борис')]
  await first.sends(start(manager.sees()))
  expect(first.sees()).toContain('Добро пожаловать')
  await second.sends(start(manager.sees()))
  expect(second.chat.some((message) => message.text?.includes('уже вошли'))).toBe(true)
  await manager.taps('Карточка дилера')
  await manager.taps('Пригласить')
  clock.advance(days(7))
  await second.sends(start(manager.sees()))
  expect(second.chat.some((message) => message.text?.includes('Срок приглашения истёк'))).toBe(true)
})

test('an owner invites a bookkeeper, who sees documents and orders nothing', async () => {
  const { staff, dealer, stranger } = await world()
  const owner = await dealer(await staff('manager'))
  await owner.sends('/settings')
  await owner.taps('Сотрудники')
  await owner.taps('Пригласить')
  await owner.taps('бухгалтер')
  const bookkeeper = stranger('Ольга')
  await bookkeeper.sends(start(owner.sees()))
  await bookkeeper.sends('/invoices')
  expect(bookkeeper.sees()).toContain('Счета')
  await bookkeeper.sends('/cart')
  expect(bookkeeper.sees()).toContain('Недостаточно прав')
  expect(bookkeeper.commands().map(({ command }) => command)).not.toContain('cart')
})

test("a new dealer with a manager's link starts to work without waiting, unless his company is a dealer already", async () => {
  const { staff, dealer, stranger } = await world()
  const manager = await staff('manager')
  await dealer(manager, { inn: inns[0] })
  const link = async () => {
    await manager.sends('/dealers')
    await manager.taps('Пригласить')
    return start(manager.sees())
  }
  const answers = async (name: string, inn: string) => {
    const person = stranger(name)
    await person.sends(await link())
    await person.taps('Отправить номер')
    await person.sends(inn)
    await person.sends('ООО «Василёк»')
    return person
  }
  expect((await answers('Вера', inns[2])).sees()).toContain('Добро пожаловать')
  expect((await answers('Глеб', inns[0])).sees()).toContain('на рассмотрении')
})

test('a refused newcomer is told, and may give another INN', async () => {
  const { staff, stranger, clock } = await world()
  const manager = await staff('manager')
  const person = stranger('Пётр')
  await register(person, 'ООО «Ошибка»', inns[0])
  await manager.taps('Отклонить')
  await manager.taps('Неверный ИНН')
  expect(person.sees()).toContain('отклонена')
  expect(person.sees()).toContain('Причина: Неверный ИНН или название')
  clock.advance(minutes(5))
  await person.sends('/start')
  await person.taps('Зарегистрироваться')
  await person.sends(inns[2])
  await person.sends('ООО «Правда»')
  expect(manager.sees()).toContain(inns[2])
  await manager.taps('Одобрить')
  expect(person.sees()).toContain('Добро пожаловать')
})

test('the administrator gives a role and takes it; both work from the next press', async () => {
  const { staff, stranger } = await world()
  const admin = await staff('admin')
  const person = stranger('Олег')
  await person.sends('/start')
  await admin.sends('/staff')
  await admin.sends(String(person.id))
  await admin.taps('Дать: менеджер')
  await admin.taps('Да, дать роль')
  await person.sends('/desk')
  expect(person.sees()).toContain('Ждут вас')
  expect(person.commands().map(({ command }) => command)).toContain('dealers')
  await admin.taps('Забрать: менеджер')
  await admin.taps('Да, забрать роль')
  await person.taps('Компании')
  expect(person.toasts.at(-1)).toMatchObject({ text: expect.stringContaining('Недостаточно прав'), alert: true })
  await person.sends('/desk')
  expect(person.sees()).toContain('Недостаточно прав')
})

test('the last administrator stays one', async () => {
  const { staff } = await world()
  const admin = await staff('admin')
  await admin.sends('/staff')
  await admin.sends(String(admin.id))
  await admin.taps('Забрать: администратор')
  await admin.taps('Да, забрать роль')
  expect(admin.toasts.at(-1)?.text).toContain('последний администратор')
})

test('for staff a typed number is a document, an INN or a name is a company, and only then goods', async () => {
  const { staff, dealer } = await world()
  const manager = await staff('manager')
  const person = await dealer(manager, { name: 'ООО «Василёк»', inn: inns[0] })
  await person.sends('CBL-10 5\nAV-10.003 1')
  await person.taps('Корзина')
  await person.taps('Создать счёт')
  await manager.sends('1001')
  expect(manager.sees()).toContain('Счёт № 1001')
  await manager.sends(inns[0])
  expect(manager.sees()).toContain('Вид цены')
  await manager.sends('васил')
  expect(manager.sees()).toContain('ООО «Василёк»')
  await manager.sends('AV10003')
  expect(manager.sees()).toContain('Артикул: AV-10.003')
  await person.sends('1001')
  expect(person.sees()).toContain('Счёт № 1001')
})

test('of two who name one INN the second is not let into the first one’s company by a card that did not say so', async () => {
  const w = await world()
  const manager = await w.staff('manager')
  const [victim, stranger] = [w.stranger('Хозяин'), w.stranger('Чужой')]
  await register(victim, 'ООО «Жертва»', inns[0])
  await register(stranger, 'ООО «Не та»', inns[0])
  const card = manager.last().message_id
  expect(manager.sees()).toContain('С этим ИНН ждёт ещё один человек: ООО «Жертва»')
  const first = manager.chat.find(({ text = '' }) => text.includes('ООО «Жертва»') && !text.includes('ждёт ещё'))
  await manager.tapsOn(first?.message_id ?? 0, 'Одобрить')
  expect(victim.sees()).toContain('Добро пожаловать')
  await manager.tapsOn(card, 'Одобрить')
  expect(manager.toasts.at(-1)?.text).toContain('с таким ИНН появился дилер')
  expect(stranger.sees()).not.toContain('Добро пожаловать')
  expect(manager.sees()).toContain('станет её сотрудником')
  await manager.tapsOn(card, 'Одобрить')
  expect(stranger.sees()).toContain('Добро пожаловать')
})
