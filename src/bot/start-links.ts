/** What a link into the bot may open. */
export type StartLink = { goods: number } | 'catalog'

/** A link that opens something in the bot: `https://t.me/bot?start=goods-42`. */
export function startWith(botName: string, { goods }: { goods: number }): string {
  return `https://t.me/${botName}?start=goods-${goods}`
}

/** What the text behind `/start` opens; null where it is something else, an invitation say. */
export function readStart(payload: string): StartLink | null {
  if (payload === 'catalog') return 'catalog'
  const goods = /^goods-(\d{1,15})$/.exec(payload)?.[1]
  return goods === undefined ? null : { goods: Number(goods) }
}
