import parsePhoneNumber from 'libphonenumber-js/max'

/** A phone as typed, by Russian habit where the country is left out: `+79161234567`, with `доб.` kept; null where it is none. */
export function parsePhone(text: string): string | null {
  const phone = parsePhoneNumber(text.trim(), 'RU')
  if (!phone?.isValid()) return null
  return phone.ext ? `${phone.number} доб. ${phone.ext}` : phone.number
}

/** `+7 916 123-45-67`, as people read it. */
export function formatPhone(phone: string): string {
  return parsePhoneNumber(phone.replace('доб.', 'ext.'), 'RU')?.formatInternational() ?? phone
}
