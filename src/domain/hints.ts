/** Screens that have both levels of hints: a mini-hint (locales/…/hints.json) and a help article (locales/…/help). */
export const hintedScreens = [
  'newcomer',
  'registration',
  'start',
  'start_staff',
  'catalog',
  'results',
  'filters',
  'facet',
  'search',
  'product',
  'quantity',
  'cart',
  'quick_order',
  'invoices',
  'invoice',
  'reserve',
  'reserves',
  'payment',
  'shipment_form',
  'shipments',
  'shipment',
  'settlements',
  'colleagues',
  'settings',
  'help',
  'desk',
  'registrations',
  'dealers',
  'dealer',
  'record_payment',
  'shipment_desk',
  'import',
  'staff',
] as const

export type HintedScreen = (typeof hintedScreens)[number]

/** Those that a dealer's, a newcomer's or a staff member's `/help` lists. */
export const helpIndex: Record<'newcomer' | 'dealer' | 'manager' | 'support' | 'admin', readonly HintedScreen[]> = {
  newcomer: ['newcomer', 'registration', 'settings'],
  dealer: ['start', 'catalog', 'search', 'filters', 'cart', 'quick_order', 'invoice', 'reserve', 'payment', 'shipment_form', 'shipment', 'settlements', 'colleagues', 'settings'],
  manager: ['desk', 'registrations', 'dealers', 'record_payment', 'shipment_desk', 'import', 'search', 'settings'],
  support: ['start_staff', 'search', 'settings'],
  admin: ['staff', 'import', 'registrations', 'dealers', 'settings'],
}
