/** A line of a list with its answer. */
export interface OrderAnswer {
  /** The cells as they were sent. */
  given: readonly string[]
  sku: string
  name: string
  /** What is taken of this line; null: nothing. */
  quantity: number | null
  priceKopecks: number | null
  free: number | null
  status: 'taken' | 'short' | 'choose' | 'bad_quantity' | 'unknown' | 'left_out'
}

/** The words of the table's language. */
export interface OrderTexts {
  /** Over the cells as they were sent. */
  given: string
  sku: string
  name: string
  quantity: string
  price: string
  sum: string
  available: string
  state: string
  status: Record<OrderAnswer['status'], string>
}

/** The list as it was sent, with columns of answers behind its own. */
export function renderAnswers(rows: readonly OrderAnswer[], texts: OrderTexts): Promise<Uint8Array> {
  const width = Math.max(0, ...rows.map(({ given }) => given.length))
  const { given, sku, name, quantity, price, sum, available, state } = texts
  const own = Array.from({ length: width }, (_, at) => (at === 0 ? given : ''))
  const header = [...own, sku, name, quantity, price, sum, available, state]
  const lines = rows.map(({ given, sku, name, quantity, priceKopecks, free, status }) => [
    ...Array.from({ length: width }, (_, at) => asNumber(given[at] ?? '')),
    inert(sku),
    inert(name),
    quantity ?? '',
    priceKopecks === null ? '' : priceKopecks / 100,
    priceKopecks === null || quantity === null ? '' : (priceKopecks * quantity) / 100,
    free ?? '',
    texts.status[status],
  ])
  return book([header, ...lines])
}

/** A sample of a list: a table with a header and goods in stock. */
export function renderSample(
  lines: readonly { sku: string; name: string; quantity: number }[],
  texts: { sku: string; name: string; quantity: string },
): Promise<Uint8Array> {
  const rows = lines.map(({ sku, name, quantity }) => [inert(sku), inert(name), quantity])
  return book([[texts.sku, texts.name, texts.quantity], ...rows])
}

async function book(rows: (string | number)[][]): Promise<Uint8Array> {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet(rows)
  sheet['!cols'] = (rows[0] ?? []).map((_, at) => ({ wch: Math.min(60, 2 + longest(rows, at)) }))
  return new Uint8Array(write(utils.book_new(sheet), { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

const longest = (rows: readonly (string | number)[][], at: number) =>
  rows.reduce((most, row) => Math.max(most, String(row[at] ?? '').length), 6)

const asNumber = (text: string) => (/^\d{1,9}$/.test(text) && !/^0\d/.test(text) ? Number(text) : inert(text))

/** Makes plain text of a cell that a spreadsheet would run as a formula once the file is saved and opened again. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
