import type { Day } from '#domain/time.ts'
import { type Place, type PlaceField, placeFor, type Shipment } from './shipments.ts'

/** The first `most` answers that former requests gave to one question, each once; a terminal is one of its carrier. */
export function formerAnswers<Former extends Place>(
  places: readonly Former[],
  field: PlaceField,
  carrier: string,
  most: number,
): Former[] {
  const fitting = places.filter((place) => place[field] !== '' && (field !== 'terminal' || place.carrier === carrier))
  const first = new Map<string, Former>()
  for (const place of fitting) if (!first.has(place[field])) first.set(place[field], place)
  return [...first.values()].slice(0, most)
}

type FormerRequest = Pick<
  Shipment,
  'method' | 'warehouseId' | 'carrier' | 'terminal' | 'address' | 'contactName' | 'contactPhone'
>

/** A former request's answers for a new draft; a warehouse that holds nothing of it any more is asked for. */
export function answersLike(former: FormerRequest, shipOn: Day, warehouseIds: readonly number[]) {
  const { method, contactName, contactPhone } = former
  const known = warehouseIds.find((id) => id === former.warehouseId)
  const [only] = warehouseIds.length === 1 ? warehouseIds : []
  return { method, warehouseId: known ?? only ?? null, ...placeFor(method, former), shipOn, contactName, contactPhone }
}
