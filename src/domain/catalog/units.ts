/** A unit of a number. Units of one dimension are converted into each other by their factors. */
export interface Unit {
  /** As screens show it. */
  symbol: string
  dimension: string
  factor: number
}

/** dimension: symbol, factor, other spellings (lower case, without a dot at the end). */
const table: Record<string, [symbol: string, factor: number, spellings?: string][]> = {
  luminousFlux: [
    ['лм', 1, 'lm lumen lumens люмен люмена люменов ansi_lm ansi_лм лм_ansi lm_ansi'],
    ['клм', 1000, 'klm'],
  ],
  luminance: [['кд/м²', 1, 'кд/м2 кд/кв.м cd/m2 cd/sqm нит нита nit nits']],
  length: [
    ['мм', 1, 'mm миллиметр миллиметра миллиметров'],
    ['см', 10, 'cm сантиметр сантиметра сантиметров'],
    ['м', 1000, 'm метр метра метров meter meters'],
    ['км', 1_000_000, 'km'],
    ['″', 25.4, "'' дюйм дюйма дюймов in inch inches"],
  ],
  mass: [
    ['г', 1, 'гр g gr грамм граммов'],
    ['кг', 1000, 'kg килограмм килограмма килограммов'],
    ['т', 1_000_000, 'тонна тонны тонн'],
  ],
  power: [
    ['мВт', 0.001, 'mw'],
    ['Вт', 1, 'w ватт watt watts'],
    ['кВт', 1000, 'kw киловатт'],
  ],
  level: [['дБ', 1, 'db децибел']],
  weightedLevel: [['дБА', 1, 'дб(а) dba db(a)']],
  frequency: [
    ['Гц', 1, 'hz герц'],
    ['кГц', 1000, 'khz'],
    ['МГц', 1_000_000, 'mhz'],
    ['ГГц', 1_000_000_000, 'ghz'],
  ],
  voltage: [['В', 1, 'v вольт volt volts']],
  current: [
    ['мА', 0.001, 'ma'],
    ['А', 1, 'a ампер'],
  ],
  resistance: [
    ['Ом', 1, 'ohm ohms ω'],
    ['кОм', 1000, 'kohm kω'],
  ],
  dataRate: [
    ['Мбит/с', 1, 'мбит/сек mbps mbit/s mb/s'],
    ['Гбит/с', 1000, 'гбит/сек gbps gbit/s gb/s'],
  ],
  memory: [
    ['МБ', 1, 'mb мбайт'],
    ['ГБ', 1024, 'gb гбайт'],
    ['ТБ', 1024 * 1024, 'tb тбайт'],
  ],
  area: [['м²', 1, 'м2 кв.м m2 sqm']],
  volume: [
    ['мл', 1, 'ml'],
    ['л', 1000, 'l литр литра литров'],
  ],
  angle: [['°', 1, 'град градус градуса градусов deg']],
  temperature: [['°C', 1, '°с']],
  ratio: [['%', 1, 'процент процента процентов']],
  zoom: [['×', 1, 'x х']],
  pixels: [['пикс.', 1, 'пикс px пиксель пикселя пикселей']],
  megapixels: [['Мп', 1, 'мпикс mp мегапикселей мегапиксель']],
  months: [
    ['мес.', 1, 'мес месяц месяца месяцев month months'],
    ['лет', 12, 'год года year years'],
  ],
  time: [
    ['мс', 0.001, 'ms'],
    ['с', 1, 'сек s sec'],
    ['мин', 60, 'min минут минута минуты'],
    ['ч', 3600, 'час часа часов h hour hours'],
  ],
  pieces: [['шт.', 1, 'шт штук штуки pcs']],
}

/** A single capital letter is a unit only if it is one of these: «5G», «3D» and the like are names. */
const capitals = 'VWAВА'

const bySpelling = new Map<string, Unit>()
for (const [dimension, units] of Object.entries(table))
  for (const [symbol, factor, spellings = ''] of units)
    for (const spelling of [spellingKey(symbol), ...spellings.split(' ').filter((word) => word !== '')])
      bySpelling.set(spelling.replaceAll('_', ' '), { symbol, dimension, factor })

function spellingKey(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/["”“″]|''|′′/g, '″')
    .replace(/\.$/, '')
    .toLowerCase()
}

/** The unit that the whole text names; null if it names no known unit. */
export function findUnit(text: string): Unit | null {
  const plain = text.trim()
  if (/^\p{Lu}$/u.test(plain) && !capitals.includes(plain)) return null
  const unit = bySpelling.get(spellingKey(plain)) ?? null
  // «МВт» is not «мВт».
  return unit?.symbol === 'мВт' && !/^[мm]/.test(plain) ? null : unit
}

/** A stated unit that is not in the table: it equals itself alone. */
export function ownUnit(text: string): Unit {
  const symbol = text.trim()
  return { symbol, dimension: spellingKey(symbol), factor: 1 }
}

/** Rounded to six places after the point, which cuts off the float error of the conversion. */
export function convert(number: number, from: Unit, to: Unit): number {
  return rounded((number * from.factor) / to.factor)
}

export function rounded(number: number): number {
  return Math.round(number * 1e6) / 1e6
}
