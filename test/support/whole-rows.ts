import type { Insertable, Selectable } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import { START } from './clock.ts'

export const NOW = START

export type Row<Table extends keyof Schema> = Partial<Insertable<Schema[Table]>>

/** The default of each row, without its parents and its names: a new column is added here alone. */
export const blank = {
  users: {
    firstName: '',
    username: '',
    locale: null,
    hints: 1,
    blockedAt: null,
    ...{ createdAt: NOW, seenAt: NOW, joinedAt: null },
  },
  companies: { kpp: '', priceTypeId: null, managerId: null, deferralDays: 0, creditLimitKopecks: 0, approvedAt: NOW },
  members: { role: 'buyer', addedBy: null, addedAt: NOW, phone: '' },
  staff: { givenBy: null, givenAt: NOW },
  registrations: {
    ...{ phone: '+79161234567', inn: '7707083893', companyName: 'ООО «Ромашка»', submittedAt: null, changedAt: NOW },
    ...{ refusedAt: null, refusedBy: null, refusedPrepared: 0, refusedText: '', invitedBy: null },
  },
  outbox: {
    ...{ kind: 'welcome', aboutId: 1, details: '{}', createdAt: NOW, nextTryAt: NOW, attempts: 0 },
    ...{ leasedUntil: null, sentAt: null, messageId: null, droppedAt: null, failure: null },
  },
  categories: { parentId: null, position: 0 },
  priceTypes: { name: 'Dealer', currency: 'RUB', vatIncluded: 1 },
  warehouses: { address: '' },
  products: {
    ...{ model: '', brand: '', unit: 'шт', description: '', categoryId: null, vatRate: 2200 },
    ...{ available: null, hiddenAt: null, importId: null },
  },
  carts: { createdAt: NOW, closedAt: null },
  invoices: {
    ...{ createdAt: NOW, payBy: NOW, cancelledAt: null, cancelledBy: null },
    ...{ totalKopecks: 122_00, vatKopecks: 22_00, vatIncluded: 1 },
  },
  invoiceLines: {
    ...{ position: 1, sku: 'S-1', name: 'Good', unit: 'шт', quantity: 10 },
    ...{ priceKopecks: 12_20, vatRate: 2200, sumKopecks: 122_00, vatKopecks: 22_00 },
  },
  reservations: {
    ...{ quantity: 1, reservedAt: NOW, untilAt: NOW + 1000 },
    ...{ protectedAt: null, releasedAt: null, releasedBy: null, shippedAt: null, shipmentId: null },
  },
  shipmentDrafts: {
    ...{ method: null, warehouseId: null, carrier: '', terminal: '', address: '', shipOn: '' },
    ...{ contactName: '', contactPhone: '', quantities: '{}', createdAt: NOW, filedAt: null },
  },
  shipments: {
    ...{ method: 'pickup', warehouseId: null, carrier: '', terminal: '', address: '', shipOn: '2026-11-25' },
    ...{ contactName: 'Анна', contactPhone: '+79990000000', state: 'filed', filedAt: NOW, tracking: '' },
  },
} as const satisfies { readonly [Table in keyof Schema]?: Row<Table> }

export type Table = keyof typeof blank

/** The columns that a test states: parents, names and its own facts. */
export type Said<T extends Table> = Row<T> & Omit<Insertable<Schema[T]>, keyof (typeof blank)[T]>

/** Completes the columns of a row from those that a test states. */
export function whole<T extends Table, Given extends Said<T>>(table: T, row: Given) {
  type Blank = Pick<Selectable<Schema[T]>, keyof (typeof blank)[T] & keyof Selectable<Schema[T]>>
  return { ...blank[table], ...row } as unknown as Insertable<Schema[T]> & Blank & Given
}
