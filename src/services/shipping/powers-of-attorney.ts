import { renderPowerOfAttorneyPdf } from '#documents/shipping/power-of-attorney-pdf.ts'
import type { Actor } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { type DriverProblem, parseDriver } from '#domain/shipping/drivers.ts'
import { shippingLimits } from '#domain/shipping/limits.ts'
import type { Shipment } from '#domain/shipping/shipments.ts'
import { addDays, formatDay, localTime } from '#domain/time.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { type SeeCollectable, seeCollectable } from './passes.ts'
import type { ShipmentSheet } from './shipments.ts'

export type MakePowerOfAttorney =
  | { ok: true; pdf: Uint8Array; shipment: Shipment }
  | Exclude<SeeCollectable, { ok: true }>
  | Refusal<DriverProblem>

/** «Доверенность М-2» for the driver as typed; neither the text nor the document is stored. */
export async function makePowerOfAttorney(
  deps: Deps,
  actor: Actor,
  shipmentId: number,
  typed: string,
): Promise<MakePowerOfAttorney> {
  const seen = await seeCollectable(deps, actor, shipmentId)
  if (!seen.ok) return seen
  const { day } = localTime(deps.clock.now(), deps.settings.timeZone)
  const driver = parseDriver(typed, day)
  if (typeof driver === 'string') return refuse(driver)
  const { shipment, company, invoiceNumber } = seen.sheet
  const pdf = await renderPowerOfAttorneyPdf({
    number: shipment.number,
    issuedOn: formatDay(day),
    validUntil: formatDay(addDays(day, shippingLimits.powerOfAttorneyDays)),
    company,
    supplier: deps.settings.seller.name,
    basis: `счёт № ${invoiceNumber}, заявка на отгрузку № ${shipment.number}`,
    driver: { ...driver, issuedOn: formatDay(driver.issuedOn) },
    lines: goodsOf(seen.sheet),
  })
  return { ok: true, pdf, shipment }
}

/** Parts of one line are one. */
function goodsOf({ lines }: ShipmentSheet): { name: string; unit: string; quantity: number }[] {
  return [...Map.groupBy(lines, (line) => line.lineId).values()].flatMap((parts) => {
    const [first] = parts
    const quantity = parts.reduce((sum, part) => sum + part.quantity, 0)
    return first ? [{ name: `${first.name}, ${first.sku}`, unit: first.unit, quantity }] : []
  })
}
