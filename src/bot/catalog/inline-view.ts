import type { InlineQueryResultArticle } from 'grammy/types'
import type { Ui } from '#bot/kit/context.ts'
import { code, cut, html, pieces, sum } from '#bot/kit/format.ts'
import { startWith } from '#bot/kit/start-links.ts'
import type { StatedCharacteristic } from '#domain/catalog/characteristics.ts'
import type { InlineGoods } from '#services/catalog/inline.ts'

const CHARACTERISTICS_SHOWN = 8

/** Goods for any chat: name, characteristics, the retail price, and a link to them in the bot. */
export function inlineResult(ui: Ui, goods: InlineGoods, botName: string): InlineQueryResultArticle {
  const { id, sku, model, name, retailKopecks, characteristics, free } = goods
  const price = retailKopecks === null ? ui.t('common.onRequest') : sum(retailKopecks)
  const stock = free === null ? [] : [ui.t('inline.available', { count: pieces(ui, free) })]
  const shownValue = ([, unit, value]: StatedCharacteristic) => `${value} ${unit}`.trim()
  const stated = characteristics.slice(0, CHARACTERISTICS_SHOWN).map((one) => html(`${one[0]}: ${shownValue(one)}`))
  const text = [
    `<b>${html(name)}</b>`,
    [code(sku), ...(model === '' || model === sku ? [] : [html(model)])].join(' · '),
    ...stated,
    '',
    `<b>${ui.t('inline.retail', { price })}</b>`,
    ...stock,
  ]
  return {
    type: 'article',
    id: `goods${id}`,
    title: cut(`${model || sku} · ${name}`, 100),
    description: cut([price, ...stock, ...characteristics.slice(0, 3).map(shownValue)].join(' · '), 160),
    input_message_content: {
      message_text: text.join('\n'),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
    reply_markup: { inline_keyboard: [[{ text: ui.label('inline.open'), url: startWith(botName, { goods: id }) }]] },
  }
}
