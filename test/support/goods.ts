import type { Deps } from '#services/kernel/deps.ts'
import { createRows } from './rows.ts'

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

/**
 * Adds a few goods of two categories, two warehouses, two price types: most tests need them and none depends on
 * details.
 */
export async function stockUp({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Goods> {
  const rows = createRows(db)
  const moscow = await rows.warehouse({ key: 'msk', name: 'Москва', address: 'Складская, 5' })
  const yekaterinburg = await rows.warehouse({ key: 'ekb', name: 'Екатеринбург' })
  const retail = await rows.priceType({ key: 'retail', name: 'Розничная' })
  const dealer = await rows.priceType({ key: 'dealer', name: 'Дилерская' })
  const av = await rows.category({ key: 'av', name: 'Коммутация' })
  const cables = await rows.category({ key: 'cables', parentId: av, name: 'Кабели' })

  const product = (sku: string, model: string, name: string, categoryId: number) =>
    rows.product({ key: sku, sku, model, name, brand: 'Kramer', categoryId })
  const switcher = await product('AV-10.003', 'VS-411X', 'Коммутатор HDMI 4x1', av)
  const cable = await product('CBL-10', 'HDMI-10', 'Кабель HDMI 10 м', cables)
  const wall = await product('WALL-1', 'LED-P1', 'Видеостена', av)
  for (const [productId, retailKopecks, dealerKopecks] of [
    [switcher, 120_000, 100_000],
    [cable, 30_000, 25_050],
  ] as const) {
    await rows.price(productId, retail, retailKopecks)
    await rows.price(productId, dealer, dealerKopecks)
  }
  for (const [productId, warehouseId, onHand] of [
    [switcher, moscow, 5],
    [switcher, yekaterinburg, 2],
    [cable, moscow, 100],
  ] as const) {
    await rows.stock(productId, warehouseId, onHand)
    await db
      .insertInto('stockMoves')
      .values({ productId, warehouseId, delta: onHand, at: clock.now(), importId: null, shipmentId: null })
      .execute()
  }
  return { switcher, cable, wall, moscow, yekaterinburg }
}
