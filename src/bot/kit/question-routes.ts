import { decision } from './callback-data.ts'

/** What is decided about an invoice's money and time; `routes.ts` lists all decisions. */
export const questionDecisions = {
  payAll: decision('payall', 'invoice'),
  askExtension: decision('askmore', 'invoice'),
  refuseClaim: decision('noclaim', 'invoice'),
  /** extension id, ms; 0 refuses */
  extend: decision('extend', 'extension', 'ms'),
  /** invoice id: a notice when goods that it lacks are back */
  watchShort: decision('watchshort', 'invoice'),
}
