import { expect, test } from 'vitest'
import { limits } from '#domain/limits.ts'
import { world } from '../../support/world.ts'

const list = (cables: number) => `CBL-10 ${cables}\nAV-10.003 1`
const bytes = (text: string) => new TextEncoder().encode(text)

async function ordering() {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const { foreground, db } = w.app.deps
  /** A list of his is in work until `read` is called; `asked` ends when the next one asks for the lock. */
  const busy = () => {
    const reading = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    const { withPersonLock } = foreground
    const first = withPersonLock(dealer.id, () => reading.promise)
    foreground.withPersonLock = (personId, work) => {
      const locked = withPersonLock(personId, work)
      if (personId === dealer.id) asked.resolve()
      return locked
    }
    const read = async () => {
      reading.resolve()
      await first
    }
    return { read, asked: asked.promise }
  }
  const cart = () =>
    db
      .selectFrom('cartLines')
      .innerJoin('products', 'products.id', 'cartLines.productId')
      .select(['sku', 'quantity'])
      .orderBy('sku')
      .execute()
  return { ...w, dealer, busy, cart }
}

test('a second list of one person that comes while the first is in work is queued, and that is said; then it is answered', async () => {
  const { dealer, busy, cart } = await ordering()
  const { read, asked } = busy()
  const second = dealer.sends(list(3))
  await dealer.until(() => dealer.sees().includes('Этот список — следующий'))
  await asked
  expect(await cart()).toEqual([])
  await read()
  await second
  expect(dealer.sees()).toContain('В корзине: 2 из 2')
  expect(dealer.chat.filter(({ text }) => text?.includes('следующий'))).toEqual([])
  expect(await cart()).toEqual([
    { sku: 'AV-10.003', quantity: 1 },
    { sku: 'CBL-10', quantity: 3 },
  ])
})

test('more lists than may wait are refused with the number, and nothing is taken of them', async () => {
  const { dealer, busy, cart } = await ordering()
  const { read } = busy()
  const waiting = []
  for (let i = 1; i <= limits.listsWaiting; i++) {
    waiting.push(dealer.sends(list(1)))
    await dealer.until(() => dealer.chat.filter(({ text }) => text?.includes('следующий')).length === i)
  }
  const refused = dealer.sends(list(50))
  await dealer.until(() => dealer.sees().includes(`Ждут чтения уже ${limits.listsWaiting} ваших списков`))
  await read()
  await Promise.all([...waiting, refused])
  expect(await cart()).toEqual([
    { sku: 'AV-10.003', quantity: limits.listsWaiting },
    { sku: 'CBL-10', quantity: limits.listsWaiting },
  ])
})

test('the answer which column counts takes its person’s lock', async () => {
  const { dealer, busy, cart } = await ordering()
  await dealer.sendsFile('list.csv', bytes('Артикул;Остаток;Филиал\nCBL-10;50;2\nAV-10.003;4000;1'))
  expect(dealer.sees()).toContain('В какой колонке количество?')
  const { read, asked } = busy()
  const pressed = dealer.taps('C · Филиал')
  await asked
  expect(await cart()).toEqual([])
  expect(dealer.sees()).toContain('В какой колонке количество?')
  await read()
  await pressed
  expect(dealer.sees()).toContain('В корзине: 2 из 2')
  expect(await cart()).toEqual([
    { sku: 'AV-10.003', quantity: 1 },
    { sku: 'CBL-10', quantity: 2 },
  ])
})
