import { expect, test } from 'vitest'
import { world } from '../../support/world.ts'

async function shopping() {
  const given = await world()
  const manager = await given.staff('manager')
  return { ...given, manager, dealer: await given.dealer(manager) }
}

test('a typo is mended, what was read is said, and one tap searches for what was typed', async () => {
  const { dealer } = await shopping()
  await dealer.sends('комутатор')
  expect(dealer.sees()).toContain('Показано по запросу «коммутатор», было «комутатор»')
  expect(dealer.buttons().join()).toContain('VS-411X')
  await dealer.taps('Искать точно')
  expect(dealer.sees()).toContain('Ничего не нашлось')
  expect(dealer.sees()).not.toContain('Показано по запросу')
})

test('a word that no product has beside the others is left out, and it is said', async () => {
  const { dealer } = await shopping()
  await dealer.sends('кабель hdmi сиреневый')
  expect(dealer.sees()).toContain('Без слов «сиреневый»')
  expect(dealer.buttons().join()).toContain('HDMI-10')
})

test('nothing found: the nearest products and the manager are named', async () => {
  const { dealer } = await shopping()
  await dealer.sends('AV-10.007')
  expect(dealer.sees()).toContain('Ничего не нашлось')
  expect(dealer.sees()).toContain('Больше всего похоже')
  expect(dealer.sees()).toContain('Спросите менеджера: Мария')
  await dealer.taps('VS-411X')
  expect(dealer.sees()).toContain('Артикул: AV-10.003')
})

test.each(['фм10003', 'АВ 10 003', 'MV-10>003', 'vs411'])('«%s» opens or lists the product it means', async (typed) => {
  const { dealer } = await shopping()
  await dealer.sends(typed)
  expect(`${dealer.sees()} ${dealer.buttons().join()}`).toContain('VS-411X')
})

test('what this process has reserved is no longer in stock at once', async () => {
  const { dealer } = await shopping()
  await dealer.sends('VS-411X')
  await dealer.taps('В корзину')
  await dealer.sends('7')
  await dealer.sends('/cart')
  await dealer.taps('Создать счёт')
  const inStock = async () => {
    await dealer.sends('kramer')
    await dealer.taps('Фильтры')
    await dealer.taps('В наличии')
    return dealer.buttons().find((label) => label.startsWith('Показать товары'))
  }
  expect(await inStock()).toBe('Показать товары · 2')
  await dealer.sends('/invoices')
  await dealer.taps('№ 1001')
  await dealer.taps('Зарезервировать')
  expect(await inStock()).toBe('Показать товары · 1')
})
