import { expect, test } from 'vitest'
import { importCatalog } from '#services/imports/imports.ts'
import { world } from '../../support/world.ts'
import { refusals } from '../told.ts'

const header = 'Артикул;Модель;Наименование;Категория;Дилерская цена, руб.;Остаток Москва\n'
const list = (rows: string) => ({ name: 'price.csv', bytes: new TextEncoder().encode(`${header}${rows}`) })

test('an old invoice repeated says what has changed, and leads from what is gone to what is like it', async () => {
  const w = await world()
  const dealer = await w.dealer(await w.staff('manager'))
  const { deps } = w.app
  await importCatalog(
    deps,
    null,
    list('R-1;;Пульт белый;Пульты;100,00;9\nR-2;;Пульт чёрный;Пульты;110,00;9\nR-3;;Стойка;Стойки;50,00;9'),
  )
  const { id } = await deps.db.selectFrom('priceTypes').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await deps.db.updateTable('companies').set({ priceTypeId: id }).execute()
  await dealer.sends('R-1 2\nR-3 1')
  await dealer.taps('Корзина')
  await dealer.taps('Создать счёт')
  await importCatalog(deps, null, list('R-2;;Пульт чёрный;Пульты;110,00;9\nR-3;;Стойка;Стойки;70,00;9'))
  await deps.db.updateTable('products').set({ hiddenAt: 1 }).where('sku', '=', 'R-1').execute()
  await dealer.sends('/invoices')
  await dealer.taps('№ 1001')
  await dealer.taps('Повторить')
  expect(dealer.sees()).toMatch(/R-3.*50,00.*70,00/)
  expect(dealer.sees()).toContain('R-1')
  await dealer.redelivers()
  await dealer.taps('Аналоги R-1')
  expect(dealer.sees()).toContain('Пульт чёрный')
  await dealer.sends('/cart')
  expect(dealer.sees()).toContain('Корзина · 1')
  expect(refusals(w)).toEqual([])
})
