import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type HintedScreen, hintedScreens } from '#domain/people/hints.ts'
import { type Locale, locales } from '#i18n.ts'
import type { Ui } from './context.ts'
import { hintValues } from './layout.ts'

const folder = path.join(import.meta.dirname, '../../../locales')

export interface Article {
  title: string
  /** Telegram's HTML. */
  html: string
}

const articles = new Map<string, string>()

/**
 * The Markdown of a help article; `{{seller}}` stands for the distributor's short name, `{{reserve}}` for the time that
 * a reserve lasts. Throws if it is missing.
 */
export function articleSource(locale: Locale, article: HintedScreen): string {
  const key = `${locale}/${article}`
  const known = articles.get(key)
  if (known !== undefined) return known
  const source = readFileSync(path.join(folder, locale, 'help', `${article}.md`), 'utf8')
  articles.set(key, source)
  return source
}

export function readArticle(ui: Ui, article: HintedScreen): Article {
  const { reserve } = hintValues(ui)
  const source = articleSource(ui.locale, article)
    .replaceAll('{{seller}}', ui.seller.shortName)
    .replaceAll('{{reserve}}', reserve)
    .trim()
  const [head = '', ...rest] = source.split('\n')
  const title = head.replace(/^#\s*/, '')
  return { title, html: [`<b>${toHtml(title)}</b>`, ...rest.map(toHtml)].join('\n').replaceAll('\n\n• ', '\n• ') }
}

/** Converts the little Markdown of help articles: `- ` lists, `**bold**`, `` `code` ``. */
function toHtml(line: string): string {
  return line
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^- /, '• ')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>')
}

/** Reads every article once, so that a missing one stops the start and not a person. */
export function loadArticles(): void {
  for (const locale of locales) for (const article of hintedScreens) articleSource(locale, article)
}
