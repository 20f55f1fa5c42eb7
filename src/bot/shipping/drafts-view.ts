import type { Ui, View } from '#bot/kit/context.ts'
import { html, placesLine, weekday } from '#bot/kit/format.ts'
import { button, paired, primary, type Row, screen } from '#bot/kit/layout.ts'
import { decide, to } from '#bot/kit/routes.ts'
import { formatPhone } from '#services/people/phones.ts'
import type { DraftField, DraftSheet } from '#services/shipping/draft-sheet.ts'
import { choices, question } from './draft-choices-view.ts'
import { goodsLines } from './goods-view.ts'
import { methodName } from './shipments-view.ts'

/** The form: the next question, or, once all is answered, the whole request with «Отправить заявку». */
export function draftView(ui: Ui, sheet: DraftSheet): View {
  const { draft, invoice, missing } = sheet
  const title = ui.t('shipments.formTitle', { number: invoice.invoice.number })
  const parts = {
    id: 'shipment_form',
    title,
    self: to.draft.data({ draft: draft.id }),
    back: to.invoice.data({ invoice: invoice.invoice.id }),
  } as const
  if (missing !== null)
    return screen(ui, {
      ...parts,
      body: [
        ...filled(ui, sheet),
        ...from(ui, sheet),
        '',
        ...lastTime(ui, sheet, missing),
        question(ui, sheet, missing),
      ],
      rows: choices(ui, sheet, missing),
    })
  const going = sheet.lines.filter((line) => line.quantity > 0)
  const body = [
    ...(sheet.lines.length === 0 ? [ui.t('shipments.refusal.nothing_reserved')] : []),
    ...goodsLines(ui, going),
    ...filled(ui, sheet),
    ...from(ui, sheet),
  ]
  const id = draft.id
  const rows: Row[] = [
    [primary(ui.label('shipments.file'), decide.file.data({ draft: id }))],
    ...paired([
      button(ui.label('shipments.change.method'), decide.again.data({ draft: id, what: 1 })),
      ...(hasPlace(sheet)
        ? [button(ui.label('shipments.change.place'), decide.again.data({ draft: id, what: 4 }))]
        : []),
      button(ui.label('shipments.change.day'), decide.again.data({ draft: id, what: 2 })),
      button(ui.label('shipments.change.contact'), decide.again.data({ draft: id, what: 3 })),
      button(ui.label('shipments.change.lines'), to.draftLines.data({ draft: id })),
    ]),
  ]
  return screen(ui, { ...parts, body, rows })
}

/** Whether there is something to choose about where the goods go. */
function hasPlace({ draft, warehouses }: DraftSheet): boolean {
  return draft.method !== 'pickup' || warehouses.length > 1
}

/** What «Как в прошлый раз» would answer. */
function lastTime(ui: Ui, { last }: DraftSheet, missing: DraftField): string[] {
  if (missing !== 'method' || last === null) return []
  const where = [last.carrier, last.terminal, last.address].filter((part) => part !== '').join(', ')
  const way = `${methodName(ui, last.method)}${where === '' ? '' : `: ${html(where)}`}`
  return [ui.t('shipments.lastTime', { who: `${last.contactName}, ${formatPhone(last.contactPhone)}` }), way, '']
}

/** Where the goods stand, unless they are picked up at one place, which the way names. */
function from(ui: Ui, { draft, warehouses }: DraftSheet): string[] {
  return draft.method === 'pickup' && draft.warehouseId !== null ? [] : placesLine(ui, warehouses)
}

function filled(ui: Ui, { draft, warehouses, dayProblem }: DraftSheet): string[] {
  const lines: string[] = []
  if (draft.method === null) return lines
  const warehouse = warehouses.find(({ id }) => id === draft.warehouseId)
  const where = [
    warehouse && draft.method === 'pickup'
      ? [warehouse.name, warehouse.address].filter((part) => part !== '').join(', ')
      : '',
    draft.carrier,
    draft.terminal,
    draft.address,
  ].filter((part) => part !== '')
  lines.push(`<b>${methodName(ui, draft.method)}</b>${where.length > 0 ? `: ${html(where.join(', '))}` : ''}`)
  if (draft.shipOn !== '') lines.push(ui.t('shipments.when', { day: weekday(ui, draft.shipOn) }))
  if (dayProblem !== null) lines.push(ui.t(`shipments.dayProblem.${dayProblem}`))
  const phone = draft.contactPhone === '' ? '' : `, ${formatPhone(draft.contactPhone)}`
  if (draft.contactName !== '') lines.push(ui.t('shipments.who', { who: `${draft.contactName}${phone}` }))
  return lines
}
