import { findProduct, type Product } from '#db/catalog/catalog.ts'
import { freeTotals } from '#db/catalog/stock.ts'
import { watchedProduct } from '#db/catalog/stock-watches.ts'
import { findInvoice } from '#db/orders/invoices.ts'
import { type Company, findCompany, findRegistration } from '#db/people/companies.ts'
import type { Claim } from '#db/reserve/claims.ts'
import { invoiceState } from '#domain/orders/invoices.ts'
import { type Actor, may, seesCompany } from '#domain/policy.ts'
import type { Deps, DueNotice } from '#services/kernel/deps.ts'
import type { NoticeKind } from '#services/notices/notices.ts'
import { type InvoiceSheet, loadSheet } from '#services/orders/invoice-sheet.ts'
import { type RegistrationCard, registrationCard } from '#services/people/registrations.ts'
import { seeClaim } from '#services/reserve/claims.ts'
import { type ExtensionCard, seeExtension } from '#services/reserve/extensions.ts'
import { type ShipmentSheet, seeShipment } from '#services/shipping/shipments.ts'

/** Those that are about an invoice, for its dealer or his manager. */
export type InvoiceNotice =
  | 'reserve_warning'
  | 'reserve_ended'
  | 'payment_recorded'
  | 'extension_answered'
  | 'claim_refused'
  | 'card_changed'

/** What a notice is about, as it stands when the notice is sent. */
export type NoticeSubject =
  | { kind: 'registration'; card: RegistrationCard }
  | { kind: 'welcome'; company: Company }
  | { kind: 'registration_refused' }
  | { kind: InvoiceNotice; sheet: InvoiceSheet }
  | { kind: 'extension_asked'; card: ExtensionCard }
  | { kind: 'claim_filed'; claim: Claim; sheet: InvoiceSheet }
  | { kind: 'shipment_filed' | 'shipment_cancelled' | 'shipment_moved'; sheet: ShipmentSheet }
  /** `free` null: the list says only that there are some. */
  | { kind: 'back_in_stock'; product: Product; free: number | null }

/** null: it is gone, decided already, or no longer this person's business. */
export async function noticeSubject(deps: Deps, actor: Actor, notice: DueNotice): Promise<NoticeSubject | null> {
  const kind = notice.kind as NoticeKind
  switch (kind) {
    case 'registration':
      return may(actor, 'companies.manage') ? registrationSubject(deps, notice.aboutId) : null
    case 'welcome': {
      const company = await findCompany(deps.db, notice.aboutId)
      return company && actor.companyId === company.id ? { kind, company } : null
    }
    case 'registration_refused': {
      const registration = await findRegistration(deps.db, notice.aboutId)
      return registration?.refusedAt ? { kind } : null
    }
    case 'extension_asked': {
      const seen = await seeExtension(deps, actor, notice.aboutId)
      return seen.ok ? { kind, card: seen.card } : null
    }
    case 'claim_filed': {
      const seen = await seeClaim(deps, actor, notice.aboutId)
      return seen.ok ? { kind, claim: seen.claim, sheet: seen.sheet } : null
    }
    case 'reserve_warning':
    case 'reserve_ended':
    case 'extension_answered':
    case 'claim_refused':
    case 'card_changed':
    case 'payment_recorded': {
      const invoice = await findInvoice(deps.db, notice.aboutId)
      if (!invoice || !seesCompany(actor, invoice.companyId)) return null
      return { kind, sheet: await loadSheet(deps.db, invoice, deps.clock.now()) }
    }
    case 'shipment_filed':
    case 'shipment_cancelled':
    case 'shipment_moved': {
      const seen = await seeShipment(deps, actor, notice.aboutId)
      return seen.ok ? { kind, sheet: seen.sheet } : null
    }
    case 'back_in_stock':
      return may(actor, 'order') ? stockSubject(deps, notice.aboutId) : null
  }
}

/** Gone again by now: whoever waits for it waits on. */
async function stockSubject(deps: Deps, watchId: number): Promise<NoticeSubject | null> {
  const productId = await watchedProduct(deps.db, watchId)
  const product = productId === undefined ? undefined : await findProduct(deps.db, productId)
  if (!product || product.hiddenAt !== null) return null
  if (product.available === 1) return { kind: 'back_in_stock', product, free: null }
  const free = (await freeTotals(deps.db, [product.id], deps.clock.now())).get(product.id)
  return free === undefined ? null : { kind: 'back_in_stock', product, free }
}

async function registrationSubject(deps: Deps, userId: number): Promise<NoticeSubject | null> {
  const card = await registrationCard(deps.db, userId)
  return card && { kind: 'registration', card }
}

/** A warning is sent only while the clock it warns of still runs: not paid, not released, not cancelled. */
export function isStillTrue(subject: NoticeSubject, notice: DueNotice, now: number): boolean {
  if (subject.kind !== 'reserve_warning') return true
  const { invoice, rows } = subject.sheet
  const untilAt = Number(notice.details.untilAt)
  if (invoiceState(invoice) === 'cancelled' || untilAt <= now) return false
  return rows.some((row) => row.protectedAt === null && row.untilAt === untilAt)
}
