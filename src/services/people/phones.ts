import parsePhoneNumber from 'libphonenumber-js/max'

/**
 * Parses a typed phone, by Russian habit if the country is left out: `+79161234567`, with any `доб.`; null if it is
 * none.
 */
export function parsePhone(text: string): string | null {
  const phone = parsePhoneNumber(text.trim(), 'RU')
  if (!phone?.isValid()) return null
  return phone.ext ? `${phone.number} доб. ${phone.ext}` : phone.number
}

/** `+7 916 123-45-67`, as people here read it. */
export function formatPhone(phone: string): string {
  const international = parsePhoneNumber(phone.replace('доб.', 'ext.'), 'RU')?.formatInternational() ?? phone
  return international.replace(/^(\+7 \d{3} \d{3}) (\d\d) (\d\d)/, '$1-$2-$3').replace(' ext. ', ' доб. ')
}
