import type { Ui } from '#bot/kit/context.ts'
import { cut, pieces, weekday } from '#bot/kit/format.ts'
import { button, paired, type Row } from '#bot/kit/layout.ts'
import { decide } from '#bot/kit/routes.ts'
import { formerAnswers } from '#domain/shipping/former.ts'
import { methods, type PlaceField, placeFields } from '#domain/shipping/shipments.ts'
import { formatDay } from '#domain/time.ts'
import { formatPhone } from '#services/people/phones.ts'
import type { DraftField, DraftSheet } from '#services/shipping/draft-sheet.ts'

const PLACES_SHOWN = 5
const COLLEAGUES_SHOWN = 3

/** What is asked next. */
export function question(ui: Ui, { days: [first = ''] }: DraftSheet, field: DraftField): string {
  return ui.t(`shipments.ask.${field}`, { example: formatDay(first) })
}

/** The answers that need no typing. */
export function choices(ui: Ui, sheet: DraftSheet, field: DraftField): Row[] {
  const { draft, warehouses, days, contacts } = sheet
  if (field === 'method') {
    const asLast = button(ui.label('shipments.asLast'), decide.asLast.data({ draft: draft.id }))
    const all = methods.map((method, i) => [
      button(
        ui.label(`shipments.method.${method}`, { seller: ui.seller.shortName }),
        decide.method.data({ draft: draft.id, method: i }),
      ),
    ])
    return sheet.last ? [[asLast], ...all] : all
  }
  if (field === 'warehouseId') {
    return warehouses.map(({ id, name, quantity }) => [
      button(`${name} · ${pieces(ui, quantity)}`, decide.warehouse.data({ draft: draft.id, warehouse: id })),
    ])
  }
  if (field === 'shipOn') {
    return paired(
      days.map((day) =>
        button(
          weekday(ui, day).slice(0, -5),
          decide.day.data({ draft: draft.id, day: Number(day.replaceAll('-', '')) }),
        ),
      ),
    )
  }
  if (field === 'contactName') {
    const former = contacts.map(({ contactName, contactPhone }, i) => [
      button(
        cut(`${contactName}, ${formatPhone(contactPhone)}`, 50),
        decide.contact.data({ draft: draft.id, contact: i }),
      ),
    ])
    return [...myself(ui, sheet), ...former, ...colleagues(sheet)]
  }
  const place = placeFields.find((one) => one === field)
  return place === undefined ? [] : formerPlaces(sheet, place)
}

function myself(ui: Ui, { draft, people }: DraftSheet): Row[] {
  const data = decide.contactPerson.data({ draft: draft.id, user: draft.userId })
  return people.some(({ userId }) => userId === draft.userId) ? [[button(ui.label('shipments.myself'), data)]] : []
}

/** Those who are no former contact already. */
function colleagues({ draft, people, contacts }: DraftSheet): Row[] {
  return people
    .filter(({ userId, phone }) => userId !== draft.userId && !contacts.some((one) => one.contactPhone === phone))
    .slice(0, COLLEAGUES_SHOWN)
    .map(({ userId, name, phone }) => [
      button(cut(`${name}, ${formatPhone(phone)}`, 50), decide.contactPerson.data({ draft: draft.id, user: userId })),
    ])
}

function formerPlaces({ draft, places }: DraftSheet, field: PlaceField): Row[] {
  return formerAnswers(places, field, draft.carrier, PLACES_SHOWN).map((former) => [
    button(
      cut(former[field], 60),
      decide.formerPlace.data({ draft: draft.id, shipment: former.shipmentId, field: placeFields.indexOf(field) }),
    ),
  ])
}
