import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import i18next, { type i18n, type ResourceLanguage } from 'i18next'

const folder = path.join(import.meta.dirname, '../locales')

export const locales = ['ru', 'en'] as const
export type Locale = (typeof locales)[number]

export type Values = Record<string, string | number>
export type Translate = (key: string, values?: Values) => string

/** `t` for messages: values are escaped for Telegram's HTML. `label` for buttons, toasts and commands: plain text. */
export interface Texts {
  locale: Locale
  t: Translate
  label: Translate
  /** True if there is such a text. */
  has: (key: string, values?: Values) => boolean
}

/** `locales/ru/carts.json` as `{ carts: … }`: the file's name is the first part of its keys. */
export function readTexts(locale: Locale): ResourceLanguage {
  const files = readdirSync(path.join(folder, locale)).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    files.map((name) => [
      path.basename(name, '.json'),
      JSON.parse(readFileSync(path.join(folder, locale, name), 'utf8')),
    ]),
  )
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

let instance: i18n | undefined

function texts(): i18n {
  if (instance) return instance
  instance = i18next.createInstance()
  // Without a backend nothing is loaded later: the texts are there when this returns.
  void instance.init({
    resources: { ru: { translation: readTexts('ru') }, en: { translation: readTexts('en') } },
    fallbackLng: 'ru',
    initAsync: false,
    interpolation: { escape: escapeHtml },
    parseMissingKeyHandler: (key) => {
      throw new Error(`no text for ${key}`)
    },
  })
  return instance
}

/** The texts of one language; never the process-wide language, so that two people are never mixed up. */
export function translator(locale: Locale): Texts {
  const t = texts().getFixedT(locale)
  return {
    locale,
    t: (key, values = {}) => t(key, values),
    label: (key, values = {}) => t(key, { ...values, interpolation: { escapeValue: false } }),
    has: (key, values = {}) => texts().exists(key, { ...values, lng: locale }),
  }
}

export function toLocale(code: string | null | undefined, fallback: Locale): Locale {
  return locales.find((locale) => locale === code?.slice(0, 2)) ?? fallback
}
