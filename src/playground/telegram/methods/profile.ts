import type { Cloud } from '#playground/telegram/cloud.ts'
import { type Args, text } from '#playground/telegram/wire/args.ts'
import { refuse } from '#playground/telegram/wire/errors.ts'

const LENGTHS = { name: 64, description: 512, short_description: 120 }

type Field = keyof typeof LENGTHS

/** Name, description and short description work alike: one text per language. */
export function setText(field: Field) {
  return (cloud: Cloud, args: Args): true => {
    const value = text(args, field)
    const language = languageOf(args)
    if ([...value].length > LENGTHS[field]) throw refuse(`${field.toUpperCase()}_TOO_LONG`)
    cloud.texts.set(`${field}/${language}`, value)
    return true
  }
}

/** The text in the requested language, else the one for all. */
export function getText(field: Field) {
  return (cloud: Cloud, args: Args): Record<string, string> => {
    const own = cloud.texts.get(`${field}/${languageOf(args)}`) || cloud.texts.get(`${field}/`)
    return { [field]: own ?? (field === 'name' ? cloud.bot.first_name : '') }
  }
}

function languageOf(args: Args): string {
  const language = text(args, 'language_code')
  if (!/^([a-z]{2})?$/.test(language)) throw refuse('Invalid language code specified')
  return language
}
