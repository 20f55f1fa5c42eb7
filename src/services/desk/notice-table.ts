import { findProduct, type PriceType, type Product } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import { watchedProduct } from '#db/catalog/stock-watches.ts'
import { findInvoice, invoicesWithProduct } from '#db/orders/invoices.ts'
import { type Company, findCompany, findRegistration } from '#db/people/companies.ts'
import { membersOf } from '#db/people/people.ts'
import type { Db } from '#db/schema/schema.ts'
import { type Invoice, invoiceState } from '#domain/orders/invoices.ts'
import { type Actor, type MemberRole, may, memberRoles, seesCompany } from '#domain/policy.ts'
import { isUrgent, type ShipmentState } from '#domain/shipping/shipments.ts'
import { shownPriceTypes } from '#services/catalog/prices.ts'
import type { Deps, DueNotice } from '#services/kernel/deps.ts'
import type { NoticeDetails, NoticeKind } from '#services/notices/kinds.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { registrationCard } from '#services/people/registrations.ts'
import { seeClaim } from '#services/reserve/claims.ts'
import { seeExtension } from '#services/reserve/extensions.ts'
import { type ShipmentSheet, seeShipment } from '#services/shipping/shipments.ts'

/**
 * The place of a notice about an invoice or a request in a member's chat: a new message that sounds, the message that
 * stands there (else a new one), or that one alone.
 */
export type NoticePlace = 'anew' | 'in place' | 'only in place'

interface NoticeEntry<Subject, Details> {
  place: NoticePlace | ((details: Details) => NoticePlace)
  /** The subject as it stands now; null: it is gone, decided already, or no longer this person's business. */
  subject(deps: Deps, actor: Actor, notice: DueNotice): Promise<Subject | null>
  /** False once the notice is no longer true; left out: it always is. */
  isStillTrue?(subject: Subject, details: Details, now: number): boolean
  /** The receiver's own invoice that the notice is about: the invoice message shows it. */
  invoice?(subject: Subject): InvoiceSheet
  /** The same for a shipment request. */
  shipment?(subject: Subject): ShipmentSheet
}

const entry = <Subject, Kind extends NoticeKind>(_kind: Kind, one: NoticeEntry<Subject, NoticeDetails[Kind]>) => one

async function invoiceSubject({ db, clock }: Deps, actor: Actor, { aboutId }: DueNotice): Promise<InvoiceSheet | null> {
  const invoice = await findInvoice(db, aboutId)
  return invoice && seesCompany(actor, invoice.companyId) ? loadSheet(db, invoice, clock.now()) : null
}

async function shipmentSubject(deps: Deps, actor: Actor, { aboutId }: DueNotice): Promise<ShipmentSheet | null> {
  const seen = await seeShipment(deps, actor, aboutId)
  return seen.ok ? seen.sheet : null
}

/** Goods that are back; `invoice`: the receiver's company has paid for them there, and none is reserved. */
export interface GoodsBack {
  product: Product
  /** null: the list says only that there are some. */
  free: number | null
  invoice: Invoice | null
}

/** If the goods are gone again, the person waits on. */
async function stockSubject({ db, clock }: Deps, actor: Actor, watchId: number): Promise<GoodsBack | null> {
  const productId = await watchedProduct(db, watchId)
  const product = productId === undefined ? undefined : await findProduct(db, productId)
  if (!product || product.hiddenAt !== null) return null
  if (product.available === 1) return { product, free: null, invoice: null }
  const free = (await freeTotals(db, [product.id], clock.now())).get(product.id)
  if (free === undefined) return null
  const invoice = actor.companyId === null ? null : await paidInVain(db, actor.companyId, product.id, clock.now())
  return { product, free, invoice }
}

async function paidInVain(db: Db, companyId: number, productId: number, now: number): Promise<Invoice | null> {
  for (const invoice of await invoicesWithProduct(db, companyId, productId)) {
    if (invoiceState(invoice) !== 'paid') continue
    const { lines } = await loadSheet(db, invoice, now)
    if (lines.some((line) => line.productId === productId && line.missing > 0)) return invoice
  }
  return null
}

/** A warning is true while the clock it warns of still runs: not paid, not released, not cancelled. */
function clockRuns({ invoice, rows }: InvoiceSheet, untilAt: number, now: number): boolean {
  if (invoiceState(invoice) === 'cancelled' || untilAt <= now) return false
  return rows.some((row) => row.protectedAt === null && row.untilAt === untilAt)
}

/** What a person must know at once sounds; what he did himself only changes the message that stands there. */
function shipmentPlace(state: ShipmentState): NoticePlace {
  if (state === 'cancelled') return 'only in place'
  return isUrgent(state) ? 'anew' : 'in place'
}

const aboutInvoice = { subject: invoiceSubject, invoice: (sheet: InvoiceSheet) => sheet }

/** Every kind of notice: its subject, whether it is still true, and its place. The bot draws it. */
export const noticeTable = {
  registration: entry('registration', {
    place: 'anew',
    subject: async ({ db }, actor, { aboutId }) =>
      may(actor, 'companies.manage') ? registrationCard(db, aboutId) : null,
  }),
  welcome: entry('welcome', {
    place: 'anew',
    async subject({ db }, actor, { aboutId }): Promise<{ company: Company; role: MemberRole } | null> {
      const company = await findCompany(db, aboutId)
      const role = memberRoles.find((one) => actor.roles.includes(one))
      return company && role && actor.companyId === company.id ? { company, role } : null
    },
  }),
  registration_refused: entry('registration_refused', {
    place: 'anew',
    async subject({ db }, _, { aboutId }) {
      const registration = await findRegistration(db, aboutId)
      return registration?.refusedAt ? registration : null
    },
  }),
  reserve_warning: entry('reserve_warning', {
    ...aboutInvoice,
    place: 'anew',
    isStillTrue: (sheet, { untilAt }, now) => clockRuns(sheet, untilAt, now),
  }),
  reserve_ended: entry('reserve_ended', { ...aboutInvoice, place: 'anew' }),
  payment_recorded: entry('payment_recorded', { ...aboutInvoice, place: 'anew' }),
  extension_asked: entry('extension_asked', {
    place: 'anew',
    async subject(deps, actor, { aboutId }) {
      const seen = await seeExtension(deps, actor, aboutId)
      return seen.ok ? seen.card : null
    },
  }),
  extension_answered: entry('extension_answered', { ...aboutInvoice, place: 'in place' }),
  claim_filed: entry('claim_filed', {
    place: 'anew',
    async subject(deps, actor, { aboutId }) {
      const seen = await seeClaim(deps, actor, aboutId)
      return seen.ok ? { claim: seen.claim, sheet: seen.sheet } : null
    },
  }),
  claim_refused: entry('claim_refused', { ...aboutInvoice, place: 'in place' }),
  card_changed: entry('card_changed', { ...aboutInvoice, place: 'only in place' }),
  shipment_filed: entry('shipment_filed', { place: 'anew', subject: shipmentSubject }),
  shipment_cancelled: entry('shipment_cancelled', { place: 'anew', subject: shipmentSubject }),
  shipment_moved: entry('shipment_moved', {
    place: ({ state }) => shipmentPlace(state as ShipmentState),
    subject: shipmentSubject,
    // A later move has its own notice.
    isStillTrue: ({ shipment }, { state }) => shipment.state === state,
    shipment: (sheet) => sheet,
  }),
  back_in_stock: entry('back_in_stock', {
    place: 'anew',
    subject: async (deps, actor, { aboutId }) => (may(actor, 'order') ? stockSubject(deps, actor, aboutId) : null),
  }),
  terms_changed: entry('terms_changed', {
    place: 'anew',
    async subject({ db }, actor, { aboutId }): Promise<{ company: Company; priceTypes: PriceType[] } | null> {
      const company = actor.companyId === aboutId ? await findCompany(db, aboutId) : undefined
      return company ? { company, priceTypes: await shownPriceTypes(db) } : null
    },
    // A later change tells what is true now.
    isStillTrue: ({ company }, changed) =>
      Object.entries(changed).every(([name, value]) => company[name as keyof typeof changed] === value),
  }),
  colleague_joined: entry('colleague_joined', {
    place: 'anew',
    async subject({ db }, actor, { aboutId }) {
      if (actor.companyId === null || !actor.roles.includes('owner')) return null
      return (await membersOf(db, [actor.companyId])).find(({ userId }) => userId === aboutId) ?? null
    },
    isStillTrue: (member, { companyId }) => member.companyId === companyId,
  }),
  dismissed: entry('dismissed', {
    place: 'anew',
    async subject({ db }, actor, { aboutId }): Promise<Company | null> {
      return actor.companyId === aboutId ? null : ((await findCompany(db, aboutId)) ?? null)
    },
  }),
  invoice_cancelled: entry('invoice_cancelled', { place: 'anew', subject: invoiceSubject }),
} satisfies { [Kind in NoticeKind]: NoticeEntry<object, NoticeDetails[Kind]> }

/** The subject that the view of a kind draws. */
export type SubjectOf<Kind extends NoticeKind> = NonNullable<Awaited<ReturnType<(typeof noticeTable)[Kind]['subject']>>>
