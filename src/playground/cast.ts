import type { Person, Profile, Telegram } from '#playground/telegram/server.ts'

export type PhoneName = 'dealer' | 'manager' | 'support' | 'newcomer'

/** A phone on the page: its person, and the role. */
export interface Phone {
  name: PhoneName
  /** The person's relation to the distributor, in a word or two. */
  role: string
  person: Person
  profile: Profile
}

/** The company that the dealer's phone belongs to. */
export const dealerCompany = { name: 'ООО «Ромашка»', inn: '7701234560' }

const cast: Record<PhoneName, { role: string; profile: Profile & { phone: string } }> = {
  dealer: {
    role: `Дилер, ${dealerCompany.name}`,
    profile: { id: 1001, firstName: 'Иван', lastName: 'Ромашкин', phone: '+79161234501', languageCode: 'ru' },
  },
  manager: {
    role: 'Менеджер и администратор',
    profile: { id: 1002, firstName: 'Мария', lastName: 'Ветрова', phone: '+79161234502', languageCode: 'ru' },
  },
  support: {
    role: 'Поддержка',
    profile: { id: 1003, firstName: 'Олег', lastName: 'Сергеев', phone: '+79161234503', languageCode: 'ru' },
  },
  newcomer: {
    role: 'Новый человек',
    profile: { id: 1004, firstName: 'Пётр', lastName: 'Сидоров', phone: '+79161234504', languageCode: 'ru' },
  },
}

export const phoneNames = Object.keys(cast) as PhoneName[]

/** Gives each person a phone in this Telegram. */
export function handOutPhones(telegram: Telegram): Record<PhoneName, Phone> {
  const phone = (name: PhoneName): Phone => ({ name, ...cast[name], person: telegram.person(cast[name].profile) })
  return {
    dealer: phone('dealer'),
    manager: phone('manager'),
    support: phone('support'),
    newcomer: phone('newcomer'),
  }
}
