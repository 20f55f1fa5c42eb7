import type { Reason } from '#domain/reasons.ts'

/**
 * The details of each kind of notice, as they were when it was written. Kinds, keys and details are stored in the
 * outbox: none ever gets another meaning.
 */
export interface NoticeDetails {
  registration: object
  welcome: object
  registration_refused: object
  /** `before`: the step of the warning, ms; the reserve ends at `untilAt`. */
  reserve_warning: { before: number; untilAt: number }
  /** `quantity`: the pieces that became free. */
  reserve_ended: { quantity: number; endedAt: number }
  payment_recorded: { amountKopecks: number }
  extension_asked: object
  /** 0: refused. */
  extension_answered: { grantedMs: number; reason?: Reason }
  claim_filed: object
  claim_refused: { reason?: Reason }
  /** The invoice message changes in place, without a sound. */
  card_changed: object
  shipment_filed: object
  shipment_cancelled: { state: string; reason: string }
  shipment_moved: { state: string; reason: string }
  back_in_stock: object
  /** What became different, as it is now. */
  terms_changed: { priceTypeId?: number; deferralDays?: number; creditLimitKopecks?: number }
  colleague_joined: { companyId: number }
  dismissed: object
  invoice_cancelled: object
}

export type NoticeKind = keyof NoticeDetails

/** A notice before it is written for its receivers. */
export interface Notice<Kind extends NoticeKind = NoticeKind> {
  /** The key that makes it one of its kind, for all its receivers: `reserve-ended:42:7`. */
  key: string
  kind: Kind
  aboutId: number
  details?: NoticeDetails[Kind]
}

/** Each kind of notice: its subject, and the key that makes it one of its kind. */
export const notices = {
  registration: (userId: number, now: number): Notice => ({
    key: `registration:${userId}:${now}`,
    kind: 'registration',
    aboutId: userId,
  }),
  welcome: (companyId: number, now: number): Notice => ({
    key: `welcome:${companyId}:${now}`,
    kind: 'welcome',
    aboutId: companyId,
  }),
  registrationRefused: (userId: number, now: number): Notice => ({
    key: `registration-refused:${userId}:${now}`,
    kind: 'registration_refused',
    aboutId: userId,
  }),
  reserveWarning: (invoiceId: number, details: NoticeDetails['reserve_warning']): Notice<'reserve_warning'> => ({
    key: `reserve-warning:${invoiceId}:${details.before}:${details.untilAt}`,
    kind: 'reserve_warning',
    aboutId: invoiceId,
    details,
  }),
  /** `lastRow`: the last of the rows that ended. */
  reserveEnded: (
    invoiceId: number,
    lastRow: number,
    details: NoticeDetails['reserve_ended'],
  ): Notice<'reserve_ended'> => ({
    key: `reserve-ended:${invoiceId}:${lastRow}`,
    kind: 'reserve_ended',
    aboutId: invoiceId,
    details,
  }),
  paymentRecorded: (
    invoiceId: number,
    paymentId: number,
    details: NoticeDetails['payment_recorded'],
  ): Notice<'payment_recorded'> => ({
    key: `payment-recorded:${paymentId}`,
    kind: 'payment_recorded',
    aboutId: invoiceId,
    details,
  }),
  extensionAsked: (extensionId: number): Notice => ({
    key: `extension-asked:${extensionId}`,
    kind: 'extension_asked',
    aboutId: extensionId,
  }),
  extensionAnswered: (
    invoiceId: number,
    extensionId: number,
    details: NoticeDetails['extension_answered'],
  ): Notice<'extension_answered'> => ({
    key: `extension-answered:${extensionId}`,
    kind: 'extension_answered',
    aboutId: invoiceId,
    details,
  }),
  claimFiled: (invoiceId: number): Notice => ({
    key: `claim-filed:${invoiceId}`,
    kind: 'claim_filed',
    aboutId: invoiceId,
  }),
  claimRefused: (invoiceId: number, details: NoticeDetails['claim_refused']): Notice<'claim_refused'> => ({
    key: `claim-refused:${invoiceId}`,
    kind: 'claim_refused',
    aboutId: invoiceId,
    details,
  }),
  /** `occasion` makes the change one of its kind. */
  cardChanged: (invoiceId: number, occasion: string): Notice => ({
    key: `card-changed:${invoiceId}:${occasion}`,
    kind: 'card_changed',
    aboutId: invoiceId,
  }),
  shipmentFiled: (shipmentId: number): Notice => ({
    key: `shipment-filed:${shipmentId}`,
    kind: 'shipment_filed',
    aboutId: shipmentId,
  }),
  shipmentCancelled: (
    shipmentId: number,
    details: NoticeDetails['shipment_cancelled'],
  ): Notice<'shipment_cancelled'> => ({
    key: `shipment-cancelled:${shipmentId}`,
    kind: 'shipment_cancelled',
    aboutId: shipmentId,
    details,
  }),
  shipmentMoved: (shipmentId: number, details: NoticeDetails['shipment_moved']): Notice<'shipment_moved'> => ({
    key: `shipment-moved:${shipmentId}:${details.state}`,
    kind: 'shipment_moved',
    aboutId: shipmentId,
    details,
  }),
  /** `entryId`: the audit entry of the change. */
  termsChanged: (
    companyId: number,
    entryId: number,
    details: NoticeDetails['terms_changed'],
  ): Notice<'terms_changed'> => ({
    key: `terms-changed:${companyId}:${entryId}`,
    kind: 'terms_changed',
    aboutId: companyId,
    details,
  }),
  colleagueJoined: (userId: number, companyId: number, now: number): Notice<'colleague_joined'> => ({
    key: `colleague-joined:${userId}:${now}`,
    kind: 'colleague_joined',
    aboutId: userId,
    details: { companyId },
  }),
  dismissed: (companyId: number, userId: number, now: number): Notice => ({
    key: `dismissed:${companyId}:${userId}:${now}`,
    kind: 'dismissed',
    aboutId: companyId,
  }),
  invoiceCancelled: (invoiceId: number): Notice => ({
    key: `invoice-cancelled:${invoiceId}`,
    kind: 'invoice_cancelled',
    aboutId: invoiceId,
  }),
  backInStock: (watchId: number, now: number): Notice => ({
    key: `back-in-stock:${watchId}:${now}`,
    kind: 'back_in_stock',
    aboutId: watchId,
  }),
}
