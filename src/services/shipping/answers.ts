import { lockFor } from '#db/kernel/locks.ts'
import { savePhone } from '#db/people/people.ts'
import { type ShipmentDraft, updateDraft } from '#db/shipping/shipments.ts'
import type { Actor } from '#domain/policy.ts'
import { type Refusal, refuse } from '#domain/result.ts'
import { contactNameOf } from '#domain/shipping/contacts.ts'
import { answersLike } from '#domain/shipping/former.ts'
import { shippingLimits } from '#domain/shipping/limits.ts'
import { type DayProblem, dayProblem, type Method, type PlaceField, placeFor } from '#domain/shipping/shipments.ts'
import { localTime } from '#domain/time.ts'
import { typedDay } from '#domain/typed-days.ts'
import type { Deps } from '#services/kernel/deps.ts'
import { transaction } from '#services/kernel/transaction.ts'
import { parsePhone } from '#services/people/phones.ts'
import type { DraftSheet } from './draft-sheet.ts'
import { loadDraft, type SeeDraft } from './drafts.ts'

/** What a person can change in a draft; text as typed. */
export type DraftChange =
  | { method: Method | null }
  | { warehouseId: number | null }
  | { carrier: string }
  | { terminal: string }
  | { address: string }
  | { shipOn: string }
  | { contact: string }
  | { contactName: string }
  | { contactPhone: string }
  | { former: number }
  /** One of the company's people; `name`: as Telegram writes it now. */
  | { person: number; name: string }
  /** A contact that was shared in Telegram; `userId` null: of somebody who is not there. */
  | { shared: { name: string; phone: string; userId: number | null } }
  /** The answer of that former request. */
  | { place: PlaceField; shipmentId: number }
  /** Where it goes is asked anew, by the same method. */
  | { placeAgain: true }
  /** All that the company's last request answered. */
  | { asLast: true }
  | { lineId: number; quantity: number }

export type ChangeDraft =
  | SeeDraft
  | Refusal<
      'bad_text' | 'gone_place' | 'bad_day' | DayProblem | 'bad_name' | 'bad_phone' | 'bad_quantity' | 'bad_warehouse'
    >

/** Checks one answer and keeps it; a wrong one leaves the draft as it was. */
export async function changeDraft(
  deps: Deps,
  actor: Actor,
  draftId: number,
  change: DraftChange,
): Promise<ChangeDraft> {
  return transaction(deps, async (tx) => {
    await lockFor(tx, 'draft', draftId)
    const seen = await loadDraft(deps, tx, actor, draftId)
    if (!seen.ok) return seen
    const checked = check(deps, seen.sheet, change)
    if (!checked.ok) return checked
    await updateDraft(tx, draftId, checked.values)
    if ('shared' in change && change.shared.userId === actor.id && checked.values.contactPhone)
      await savePhone(tx, actor.id, checked.values.contactPhone)
    return loadDraft(deps, tx, actor, draftId)
  })
}

type Checked = { ok: true; values: Partial<ShipmentDraft> } | Extract<ChangeDraft, { ok: false }>

function check(deps: Deps, sheet: DraftSheet, change: DraftChange): Checked {
  const accept = (values: Partial<ShipmentDraft>): Checked => ({ ok: true, values })
  if ('method' in change) {
    if (change.method === null) return accept({ method: null, warehouseId: null })
    // Where there is no choice there is no question.
    const [only] = sheet.warehouses.length === 1 ? sheet.warehouses : []
    // What the new method needs as well stays answered.
    return accept({ method: change.method, warehouseId: only?.id ?? null, ...placeFor(change.method, sheet.draft) })
  }
  if ('warehouseId' in change) {
    const known = change.warehouseId === null || sheet.warehouses.some(({ id }) => id === change.warehouseId)
    return known ? accept({ warehouseId: change.warehouseId }) : refuse('bad_warehouse')
  }
  if ('shipOn' in change) return checkDay(deps, change.shipOn)
  if ('contact' in change) return checkContact(change.contact)
  if ('contactName' in change) {
    if (change.contactName === '') return accept({ contactName: '', contactPhone: '' })
    const contactName = contactNameOf(change.contactName)
    return contactName === null ? refuse('bad_name') : accept({ contactName })
  }
  if ('contactPhone' in change) {
    const contactPhone = parsePhone(change.contactPhone)
    return contactPhone ? accept({ contactPhone }) : refuse('bad_phone')
  }
  if ('former' in change) {
    const former = sheet.contacts[change.former]
    return former ? accept(former) : refuse('bad_name')
  }
  if ('person' in change) {
    const person = sheet.people.find(({ userId }) => userId === change.person)
    const name = person && contactNameOf(change.person === sheet.draft.userId ? change.name : person.name)
    return name ? accept({ contactName: name, contactPhone: person.phone }) : refuse('bad_name')
  }
  if ('shared' in change) return checkShared(change.shared)
  if ('place' in change) {
    const { place, shipmentId } = change
    const former = sheet.places.find((one) => one.shipmentId === shipmentId)?.[place]
    return former ? accept({ [place]: former }) : refuse('gone_place')
  }
  if ('placeAgain' in change) return accept({ warehouseId: null, carrier: '', terminal: '', address: '' })
  if ('asLast' in change) {
    const warehouseIds = sheet.warehouses.map(({ id }) => id)
    return sheet.last ? accept(answersLike(sheet.last, sheet.days[0] ?? '', warehouseIds)) : refuse('gone_place')
  }
  if ('lineId' in change) return checkQuantity(sheet, change)
  const [[field, text] = ['address', '']] = Object.entries(change)
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length < 2 || plain.length > shippingLimits.addressLength
    ? refuse('bad_text')
    : accept({ [field]: plain })
}

function checkDay(deps: Deps, typed: string): Checked {
  const now = deps.clock.now()
  if (typed === '') return { ok: true, values: { shipOn: '' } }
  const day = typedDay(typed, localTime(now, deps.settings.timeZone).day)
  if (!day) return refuse('bad_day')
  const problem = dayProblem(day, now, deps.settings)
  return problem ? refuse(problem) : { ok: true, values: { shipOn: day } }
}

/** «Сидоров Пётр, +7 916 123-45-67» in one message, or the name alone. */
function checkContact(typed: string): Checked {
  const at = typed.search(/[+\d]/)
  const contactName = contactNameOf(at < 0 ? typed : typed.slice(0, at).replace(/[\s,;:–—-]+$/, ''))
  if (!contactName) return refuse('bad_name')
  if (at < 0) return { ok: true, values: { contactName } }
  const contactPhone = parsePhone(typed.slice(at))
  return contactPhone ? { ok: true, values: { contactName, contactPhone } } : refuse('bad_phone')
}

/** Telegram gives the number with or without its plus. */
function checkShared({ name, phone }: { name: string; phone: string }): Checked {
  const contactPhone = parsePhone(phone) ?? parsePhone(`+${phone}`)
  const contactName = contactNameOf(name)
  if (!contactName) return refuse('bad_name')
  return contactPhone ? { ok: true, values: { contactName, contactPhone } } : refuse('bad_phone')
}

function checkQuantity(sheet: DraftSheet, { lineId, quantity }: { lineId: number; quantity: number }): Checked {
  const line = sheet.lines.find((other) => other.lineId === lineId)
  if (!line || !Number.isInteger(quantity) || quantity < 0 || quantity > line.reserved) return refuse('bad_quantity')
  const quantities = { ...(JSON.parse(sheet.draft.quantities) as Record<string, number>), [lineId]: quantity }
  return { ok: true, values: { quantities: JSON.stringify(quantities) } }
}
