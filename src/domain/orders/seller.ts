/** The distributor's requisites, as documents carry them. */
export interface Seller {
  name: string
  shortName: string
  inn: string
  kpp: string
  address: string
  phone: string
  account: string
  bank: { name: string; bic: string; correspondentAccount: string }
  director: string
  accountant: string
  /** When goods are handed out, as people write it: «пн–пт 9:00–18:00». */
  pickupHours?: string | undefined
}

/** A company that does not exist, for trying the product out. */
export const demoSeller: Seller = {
  name: 'Общество с ограниченной ответственностью «АВ Демо Дистрибуция»',
  shortName: 'AUVIX',
  inn: '7701234567',
  kpp: '770101001',
  address: '115280, г. Москва, ул. Складская, д. 5',
  phone: '+7 495 000-00-00',
  account: '40702810900000000001',
  bank: {
    name: 'АО «Демонстрационный банк», г. Москва',
    bic: '044525000',
    correspondentAccount: '30101810400000000000',
  },
  director: 'Демидов Д. Д.',
  accountant: 'Бухова Б. Б.',
  pickupHours: 'пн–пт 9:00–18:00',
}
