import { decision, screenRoute } from './callback-data.ts'

/** The screens of shipment requests. */
export const shippingScreens = {
  /** invoice id */
  shipmentStart: screenRoute('ship', 'invoice'),
  /** draft id */
  draft: screenRoute('draft', 'draft'),
  draftLines: screenRoute('draftlines', 'draft', 'page=0'),
  /** draft id, line id */
  draftLine: screenRoute('draftline', 'draft', 'line'),
  /** page */
  shipments: screenRoute('shipments', 'page=0', 'state=0', 'month=0'),
  shipment: screenRoute('shipment', 'shipment'),
  shipmentLines: screenRoute('shipmentlines', 'shipment', 'page=0'),
  /** shipment id: «Лист сборки» as PDF */
  pickingList: screenRoute('pickinglist', 'shipment'),
  /** shipment id: «Доверенность М-2» asks for the driver */
  powerOfAttorney: screenRoute('m2', 'shipment'),
  cancelShipment: screenRoute('cancelshipment', 'shipment'),
}

/** The buttons that decide about them. */
export const shippingDecisions = {
  /** draft id, number of the method */
  method: decision('method', 'draft', 'method'),
  /** draft id, warehouse id */
  warehouse: decision('warehouse', 'draft', 'warehouse'),
  /** draft id, day as 20261125 */
  day: decision('day', 'draft', 'day'),
  /** draft id, number of the contact */
  contact: decision('contact', 'draft', 'contact'),
  /** draft id, user id: one of the company's people takes the goods */
  contactPerson: decision('contactperson', 'draft', 'user'),
  /** draft id: all as in the company's last request */
  asLast: decision('aslast', 'draft'),
  /** draft id, shipment id, number of the field: the same carrier, terminal or address as there */
  formerPlace: decision('formerplace', 'draft', 'shipment', 'field'),
  /** shipment id: a new draft with its answers */
  fileAgain: decision('fileagain', 'shipment'),
  /** draft id, the step to ask again: 1 method, 2 day, 3 contact, 4 place */
  again: decision('again', 'draft', 'what'),
  /** draft id, line id, quantity */
  draftLine: decision('draftline', 'draft', 'line', 'quantity'),
  /** draft id */
  file: decision('file', 'draft'),
  cancelShipment: decision('cancelshipment', 'shipment'),
  /** shipment id: a pickup pass as a picture */
  pass: decision('pass', 'shipment'),
  /** shipment id: it leaves without a carrier's number */
  dispatch: decision('dispatch', 'shipment'),
  /** shipment id, number of the state */
  move: decision('move', 'shipment', 'state'),
}
