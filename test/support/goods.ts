import { articleKey } from '#domain/catalog/catalog.ts'
import type { Deps } from '#services/kernel/deps.ts'

export interface Goods {
  /** 7 pieces: 5 in Moscow, 2 in Yekaterinburg; 1 000,00 ₽ with VAT. */
  switcher: number
  /** 100 pieces in Moscow; 250,50 ₽. */
  cable: number
  /** No price. */
  wall: number
  moscow: number
  yekaterinburg: number
}

/** A few goods of two categories, two warehouses, two price types: what most tests need and none cares about. */
export async function stockUp({ db, clock }: Deps): Promise<Goods> {
  const one = async (table: 'warehouses' | 'categories' | 'priceTypes' | 'products', row: object): Promise<number> => {
    const added = await db
      .insertInto(table)
      .values(row as never)
      .returning('id')
      .executeTakeFirstOrThrow()
    return added.id
  }
  const moscow = await one('warehouses', { key: 'msk', name: 'Москва', address: 'Складская, 5' })
  const yekaterinburg = await one('warehouses', { key: 'ekb', name: 'Екатеринбург', address: '' })
  const retail = await one('priceTypes', { key: 'retail', name: 'Розничная', currency: 'RUB', vatIncluded: 1 })
  const dealer = await one('priceTypes', { key: 'dealer', name: 'Дилерская', currency: 'RUB', vatIncluded: 1 })
  const av = await one('categories', { key: 'av', parentId: null, name: 'Коммутация', position: 0 })
  const cables = await one('categories', { key: 'cables', parentId: av, name: 'Кабели', position: 0 })

  const product = async (sku: string, model: string, name: string, categoryId: number): Promise<number> => {
    const keys = { skuKey: articleKey(sku), modelKey: articleKey(model) }
    return one('products', {
      ...{ key: sku, sku, model, name, brand: 'Kramer', unit: 'шт', description: '', categoryId, vatRate: 2200 },
      ...{ ...keys, available: null, hiddenAt: null, importId: null },
    })
  }
  const switcher = await product('AV-10.003', 'VS-411X', 'Коммутатор HDMI 4x1', av)
  const cable = await product('CBL-10', 'HDMI-10', 'Кабель HDMI 10 м', cables)
  const wall = await product('WALL-1', 'LED-P1', 'Видеостена', av)
  for (const [productId, retailKopecks, dealerKopecks] of [
    [switcher, 120_000, 100_000],
    [cable, 30_000, 25_050],
  ] as const) {
    await db
      .insertInto('prices')
      .values([
        { productId, priceTypeId: retail, kopecks: retailKopecks },
        { productId, priceTypeId: dealer, kopecks: dealerKopecks },
      ])
      .execute()
  }
  for (const [productId, warehouseId, onHand] of [
    [switcher, moscow, 5],
    [switcher, yekaterinburg, 2],
    [cable, moscow, 100],
  ] as const) {
    await db.insertInto('stock').values({ productId, warehouseId, onHand }).execute()
    await db
      .insertInto('stockMoves')
      .values({ productId, warehouseId, delta: onHand, at: clock.now(), importId: null, shipmentId: null })
      .execute()
  }
  return { switcher, cable, wall, moscow, yekaterinburg }
}
