/** The user behind `tg://user?id=N`. */
export function linkedUser(link: string): number | undefined {
  const id = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(link)?.[1]
  return id === undefined ? undefined : Number(id)
}

/** A link as Telegram stores it, or `undefined` if it isn't one: only tg, ton, http and https; a host needs a dot. */
export function checkedLink(link: string): string | undefined {
  const trimmed = link.trim()
  if (/^(tg|ton|tonsite):/i.test(trimmed)) return trimmed
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)(.*)$/is.exec(trimmed)
  const scheme = (match?.[1] ?? 'http').toLowerCase()
  if (!match || (scheme !== 'http' && scheme !== 'https')) return undefined
  const host = (match[2] ?? '').toLowerCase()
  const name = host.replace(/^.*@/, '').replace(/:\d+$/, '')
  if (!/^[^\s.]+(\.[^\s.]+)+$/.test(name) || /\s/.test(trimmed)) return undefined
  const rest = match[3] ?? ''
  return `${scheme}://${host}${rest === '' || !rest.startsWith('/') ? `/${rest}` : rest}`
}
