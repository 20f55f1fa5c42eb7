import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { articleSource } from '#bot/kit/articles.ts'
import { hintedScreens } from '#domain/people/hints.ts'
import { type Locale, locales, readTexts } from '#i18n.ts'

const root = path.join(import.meta.dirname, '..')
const texts = { ru: flatten(readTexts('ru')), en: flatten(readTexts('en')) }
const source = { bot: readSource('bot'), terminal: readSource('cli') }
const wanted = asked(source.bot + source.terminal)

describe.each(locales)('%s', (locale) => {
  const own = texts[locale]

  test('has the keys of the other language', () => {
    const [mine, others] = [groups(own), groups(texts[other(locale)])]
    expect([...others.keys()].filter((key) => !mine.has(key))).toEqual([])
  })

  test('has every plural form of its language, and no other', () => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    const wrong = [...groups(own)]
      .filter(([, forms]) => forms.join() !== '' && forms.toSorted().join() !== needed.join())
      .map(([key, forms]) => `${key}: ${forms.join()}`)
    expect(wrong).toEqual([])
  })

  test('has no empty text', () => {
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  test('has well-formed HTML, of Telegram’s tags only', () => {
    expect([...own].map(([key, text]) => problemOfHtml(key, text)).filter((problem) => problem !== null)).toEqual([])
  })

  test('has every text that the code asks for', () => {
    const known = [...groups(own).keys()]
    expect(wanted.filter((one) => !known.some((key) => fits(key, one)))).toEqual([])
  })

  test('has no tags on buttons and in toasts', () => {
    const plain = chosen(own, asked(calls(source.bot, /\b(?:label|counted|plain)\(/g)))
    expect(plain.filter((key) => /[<>]|&\w+;/.test(own.get(key) ?? ''))).toEqual([])
  })

  test('keeps toasts within the 200 letters of Telegram', () => {
    const toasts = chosen(own, asked(calls(source.bot, /\bctx\.(?:toast|refuse)\(/g)))
    expect(toasts.filter((key) => (own.get(key) ?? '').length > 200)).toEqual([])
  })

  test('has a mini-hint for every screen, and none for others', () => {
    const hints = [...own.keys()].filter((key) => key.startsWith('hints.'))
    expect(hints.toSorted()).toEqual(hintedScreens.map((screen) => `hints.${screen}`).toSorted())
  })

  test('has an article for every screen, and none for others', () => {
    const names = readdirSync(path.join(root, 'locales', locale, 'help'))
    expect(names.toSorted()).toEqual(hintedScreens.map((screen) => `${screen}.md`).toSorted())
  })

  describe.each(hintedScreens)('article %s', (screen) => {
    const read = () => {
      const article = articleSource(locale, screen)
      const [head = '', ...lines] = article.split('\n')
      return { article, head, lines }
    }

    test('begins with a short title', () => {
      const { head } = read()
      expect(head).toMatch(/^# \S/)
      expect(head.replace(/^# /, '').length).toBeLessThanOrEqual(28)
    })

    test('is short enough to read, and not empty', () => {
      const { article, lines } = read()
      expect(article.length).toBeLessThanOrEqual(3500)
      expect(lines.join('').length).toBeGreaterThan(100)
    })

    test('uses no Markdown but lists, bold and code', () => {
      const strange = read().lines.filter(
        (line) => /^(#|>|\d+[.)] |[*+] | +- |```|\|)|\]\(|__|~~|<\/?\w/.test(line) || odd(line, '**') || odd(line, '`'),
      )
      expect(strange).toEqual([])
    })

    test('names only values that it is given', () => {
      expect(valuesOf(read().article).filter((name) => name !== 'seller' && name !== 'reserve')).toEqual([])
    })

    test('calls labels as the screens do', () => {
      const shown = [...own.values()].map(bare)
      const named = [...read().article.matchAll(/«([^»]+)»/g)].map(([, label = '']) => label)
      expect(named.filter((label) => !shown.some((text) => text.startsWith(label)))).toEqual([])
    })
  })
})

test('both languages name the same values', () => {
  expect(differences((text) => valuesOf(text).join(' '))).toEqual([])
})

test('both languages have the same tags', () => {
  expect(differences((text) => (text.match(/<[^>]+>/g) ?? []).toSorted().join(' '))).toEqual([])
})

test('the code is searched where it asks for texts', () => {
  expect(wanted.length).toBeGreaterThan(200)
  expect(wanted).toContain('start.search')
  expect(wanted).toContain('shipments.state.*')
  expect(wanted).toContain('payments.refusal.*')
  expect(asked(calls(source.bot, /\bctx\.toast\(/g))).toContain('carts.cleared')
  expect(asked(calls(source.bot, /\bctx\.refuse\(/g))).toContain('refusals.*')
})

// The words that people learn: product.md. «Продлить» and «Я оплатил» join when there is something behind them.
const labels = [
  ...['Каталог', 'Поиск', 'Корзина', 'Счета', 'Резервы', 'Отгрузки', 'Взаиморасчёты', 'Помощь', 'Настройки'],
  ...['В корзину', 'Создать счёт', 'Очистить', 'Зарезервировать', 'Снять резерв', 'Проверить оплату'],
  ...['Заявка на отгрузку', 'Отменить счёт', 'Повторить', 'Подробнее', 'Назад'],
  ...['Самовывоз', 'Доставка до склада транспортной компании', 'Доставка транспортной компанией'],
  'Доставка силами {{seller}}',
  ...['Одобрить', 'Отклонить', 'Принять', 'Собирается', 'Готово к выдаче', 'Выдано', 'Отправлено', 'Доставлено'],
  ...['Зарегистрироваться', 'Отправить номер', 'Пригласить', 'Записать оплату', 'Вся сумма', 'Отправить заявку'],
  'Зарезервировать снова',
]

test.each(labels)('a Russian button says «%s»', (label) => {
  const shown = [...texts.ru.values()].map((text) => bare(text).replace(/ · \{\{\w+\}\}$/, ''))
  expect(shown).toContain(label)
})

const words = [
  ...['на рассмотрении', 'Добро пожаловать', 'Не найдено', 'Недостаточно прав'],
  ...['Доступно: {{quantity}} шт.', 'Итого: {{sum}}', 'в т. ч. НДС', 'цена по запросу'],
  ...['Счёт № {{number}} от {{date}}', 'Не оплачен', 'Оплачен частично', 'Оплачен', 'Отменён'],
  ...['Зарезервировано: {{held}} из {{quantity}}', 'до {{moment}}', 'Резерв закончится', 'Резерв снят'],
  ...['Оплата не поступала', 'Оплачен частично: {{paid}} из {{total}}', 'Баланс', 'Долг', 'Просрочено'],
  ...['Заявка № {{number}}', 'Подана', 'Принята', 'Собирается', 'Готова к выдаче', 'Выдана', 'Отправлена'],
  ...['Доставлена', 'Отклонена', 'Отменена'],
]

test.each(words)('the Russian screens say «%s»', (word) => {
  const whole = new RegExp(`(?<!\\p{L})${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'u')
  expect([...texts.ru.values()].some((text) => whole.test(bare(text)))).toBe(true)
})

type Tree = { [key: string]: string | Tree }

/** `carts.list.title` and its text, for every text. */
function flatten(tree: unknown, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree as Tree)) {
    if (typeof value === 'string') found.set(`${prefix}${key}`, value)
    else for (const [name, text] of flatten(value, `${prefix}${key}.`)) found.set(name, text)
  }
  return found
}

function other(locale: Locale): Locale {
  return locale === 'ru' ? 'en' : 'ru'
}

const PLURAL = /_(zero|one|two|few|many|other)$/

/** The keys as the code names them, each with the plural forms that stand for it; `too_many` alone is no plural. */
function groups(own: Map<string, string>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of own.keys()) {
    const base = key.replace(PLURAL, '')
    if (own.has(`${base}_other`)) found.set(base, [...(found.get(base) ?? []), PLURAL.exec(key)?.[1] ?? ''])
    else found.set(key, [''])
  }
  return found
}

/** Keys whose texts differ between the languages, or between the plural forms of one, in what `aspect` sees. */
function differences(aspect: (text: string) => string): string[] {
  const [russian, english] = [groups(texts.ru), groups(texts.en)]
  return [...russian.keys()].filter((key) => {
    const all = [...formsOf(texts.ru, key, russian), ...formsOf(texts.en, key, english)]
    return new Set(all.map(aspect)).size > 1
  })
}

function formsOf(own: Map<string, string>, key: string, grouped: Map<string, string[]>): string[] {
  return (grouped.get(key) ?? []).map((form) => own.get(form === '' ? key : `${key}_${form}`) ?? '')
}

function valuesOf(text: string): string[] {
  const names = [...text.matchAll(/\{\{-?\s*(\w+)[^}]*\}\}/g)].map(([, name = '']) => name)
  return [...new Set(names)].toSorted()
}

/** The code of a folder that speaks to people, without what it asks about rights (they are named like texts). */
function readSource(name: string): string {
  const folder = path.join(root, 'src', name)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8').replace(/\bmay\([\w.]+, '[\w.]+'\)/g, ''))
    .join('\n')
}

/** Keys that this code names; `*` stands for what it fills in. */
function asked(code: string): string[] {
  const files = [...new Set([...texts.ru.keys()].map((key) => key.split('.')[0]))].join('|')
  const found = new Set<string>()
  const collect = (text: string, pattern: RegExp, end = '') => {
    for (const [, key = ''] of text.matchAll(pattern)) found.add(key.replace(/\$\{[^{}]*\}/g, '*') + end)
  }
  const name = String.raw`(?:${files})(?:\.\w+)*`
  // `${known ? 'payments.refusal' : 'refusals'}.${reason}`
  const rest = code.replace(/\$\{([^{}`]*)\}\.\$\{/g, (_, choice: string) => {
    collect(choice, new RegExp(`'(${name})'`, 'g'), '.*')
    return '${'
  })
  collect(rest, new RegExp(String.raw`'((?:${files})\.\w+(?:\.\w+)*)'`, 'g'))
  collect(rest, new RegExp(`\`((?:${files})\\.(?:[\\w.]|\\$\\{[^{}\`]*\\})*\\$\\{[^{}\`]*\\})\``, 'g'))
  return [...found]
}

/** The calls of what `pattern` finds, from the opening bracket to the closing one. */
function calls(code: string, pattern: RegExp): string {
  return [...code.matchAll(pattern)]
    .map(({ index, 0: opening }) => {
      const start = index + opening.length
      let depth = 1
      let end = start
      while (depth > 0 && end < code.length) {
        if (code[end] === '(') depth++
        if (code[end] === ')') depth--
        end++
      }
      return code.slice(start, end)
    })
    .join('\n')
}

function fits(key: string, wanted: string): boolean {
  const pattern = wanted.replaceAll('.', '\\.').replaceAll('*', '\\w+')
  return new RegExp(`^${pattern}$`).test(key)
}

function chosen(own: Map<string, string>, wanted: readonly string[]): string[] {
  const forms = [...groups(own)].filter(([key]) => wanted.some((one) => fits(key, one)))
  return forms.flatMap(([key, names]) => names.map((form) => (form === '' ? key : `${key}_${form}`)))
}

const TAGS = ['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'code', 'pre', 'a', 'blockquote']
const TAG = /^<(\/?)([a-z-]+)(?: href="[^"<>]+"| expandable)?>/

/** What Telegram would complain about in a text, or null. */
function problemOfHtml(key: string, text: string): string | null {
  const open: string[] = []
  for (let at = text.search(/[<>&]/); at >= 0; ) {
    const rest = text.slice(at)
    const [whole, closing, name = ''] = TAG.exec(rest) ?? /^&(?:lt|gt|amp|quot|#\d+);/.exec(rest) ?? []
    if (whole === undefined) return `${key}: «${rest.slice(0, 12)}»`
    if (name !== '' && ![...TAGS, 'tg-spoiler'].includes(name)) return `${key}: <${name}>`
    if (closing === '/' && open.pop() !== name) return `${key}: </${name}> closes nothing`
    if (closing === '') open.push(name)
    const next = rest.slice(whole.length).search(/[<>&]/)
    at = next < 0 ? -1 : at + whole.length + next
  }
  return open.length > 0 ? `${key}: <${open.join('><')}> stays open` : null
}

/** A text without its tags, and without the emoji that it begins with. */
function bare(text: string): string {
  return text.replace(/<[^>]+>/g, '').replace(/^[^\p{L}\p{N}{(]+/u, '')
}

function odd(line: string, mark: string): boolean {
  return line.split(mark).length % 2 === 0
}
