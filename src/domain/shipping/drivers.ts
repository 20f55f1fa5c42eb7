import { type Day, parseDay } from '#domain/time.ts'
import { contactNameOf } from './contacts.ts'

/** Who collects goods, as a power of attorney names him. It is never stored. */
export interface Driver {
  name: string
  /** `45 10` */
  passportSeries: string
  /** `123456` */
  passportNumber: string
  issuedBy: string
  issuedOn: Day
}

export type DriverProblem = 'bad_driver' | 'bad_passport' | 'bad_passport_day' | 'bad_issuer'

/** A Russian passport's series and number, however they are spaced and announced. */
const PASSPORT = /(?:серия\s*)?(?<!\d)(\d\d)\s?(\d\d)\s*(?:№|n|номер)?\s*(\d{6})(?!\d)/iu
const DATE = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/
/** Russia's passports of this form are issued since then. */
const FIRST_DAY: Day = '1997-10-01'

/** «Иванов Иван Иванович, 45 10 123456, ОВД «Тверской» г. Москвы, 12.03.2015», on one line or on four. */
export function parseDriver(text: string, today: Day): Driver | DriverProblem {
  const named = text.split(/[\n,;]|\d|серия|паспорт/iu)[0] ?? ''
  const name = contactNameOf(named.replace(/\s+/g, ' '))
  if (name === null || !isFullName(name.split(' '))) return 'bad_driver'
  const rest = text.slice(named.length)
  const [date = '', day = '', month = '', year = ''] = DATE.exec(rest) ?? []
  const [passport = '', first = '', second = '', passportNumber = ''] = PASSPORT.exec(rest.replace(date, ' ')) ?? []
  if (passport === '') return 'bad_passport'
  const issuedOn = date === '' ? null : parseDay(`${day}.${month}.${year}`, today)
  if (issuedOn === null || issuedOn > today || issuedOn < FIRST_DAY) return 'bad_passport_day'
  const issuedBy = rest
    .replace(date, ' ')
    .replace(passport, ' ')
    .replace(/паспорт|кем выдан\p{L}*|дата выдачи|выдан\p{L}*/giu, ' ')
    .replace(/\s+/g, ' ')
    .split(/[,;]/)
    .map((part) => part.replace(/^[\s:.—-]+|[\s:—-]+$/g, ''))
    .filter((part) => part !== '')
    .join(', ')
  if (!/\p{L}{3}/u.test(issuedBy) || issuedBy.length > 200) return 'bad_issuer'
  return { name, passportSeries: `${first} ${second}`, passportNumber, issuedBy, issuedOn }
}

const isFullName = (words: readonly string[]) =>
  words.length > 1 && /^\p{Lu}/u.test(words[0] ?? '') && words.every((word) => /^\p{L}[\p{L}.-]*$/u.test(word))
