/** The place of a file in an upload of several: `number` from its name, `of` if the name states the count. */
export interface FilePart {
  number: number
  of: number | null
}

const kinds =
  '(?:import|offers|goods|prices|rests|groups|units|storages|pricelists|properties(?:goods|offers)?|catalog|каталог|товары|предложения)'
const guid = '(?:_+[0-9a-f]{8}[0-9a-f-]*)?'
/** 1C numbers catalogs from 0 and portions from 1: `import0_1`, `import1_1`, `import0_2`. */
const pair = new RegExp(`^${kinds}(\\d{1,4})_(\\d{1,4})${guid}$`, 'i')
/** Bitrix's exchange numbers sessions and portions: `goods_1_3_<guid>`. */
const portion = new RegExp(`^${kinds}_\\d{1,4}_(\\d{1,4})${guid}$`, 'i')
const single = new RegExp(`^${kinds}[_ -]?\\(?(\\d{1,3})\\)?${guid}$`, 'i')
const worded = /(?<!\p{L})(?:часть|part|ч\.)[ _№#-]*(\d{1,4})(?:[ _-]*(?:из|of|\/)[ _-]*(\d{1,4}))?(?!\d)/iu

/** Catalog and portion; the catalog is null if names do not number it. */
interface FilePlace {
  catalog: number | null
  portion: number
  of: number | null
}

function placeOf(fileName: string): FilePlace | null {
  const name = (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[a-z]{3,4}$/i, '').trim()
  const two = pair.exec(name)
  if (two) return { catalog: Number(two[1]), portion: Number(two[2]), of: null }
  const words = worded.exec(name)
  if (words) return { catalog: null, portion: Number(words[1]), of: words[2] === undefined ? null : Number(words[2]) }
  const one = portion.exec(name) ?? single.exec(name)
  return one ? { catalog: null, portion: Number(one[1]), of: null } : null
}

/** A file's part of an upload by its name (`import0_1.xml`, `goods_1_3_<guid>.xml`, «часть 2 из 3»); null: none. */
export function partOf(fileName: string): FilePart | null {
  const place = placeOf(fileName)
  if (!place) return null
  // Both `import1_1` and `import0_2` are second files of an upload that begins with `import0_1`.
  const number = place.catalog === null ? place.portion : Math.max(place.catalog, place.portion - 1)
  return { number, of: place.of }
}

/**
 * True if the files are a complete upload by their names: none is a part, or the parts follow one another from the
 * first without a gap, up to the last if a name states the count.
 */
export function isComplete(fileNames: readonly string[]): boolean {
  const places = fileNames.map(placeOf).filter((place) => place !== null)
  if (places.length === 0) return true
  if (places.length < fileNames.length) return false
  const catalogs = [...new Set(places.map((place) => place.catalog))]
  if (catalogs.includes(null) && catalogs.length > 1) return false
  const count = Math.max(...places.map((place) => place.of ?? 0))
  const portionsOf = (catalog: number | null) =>
    places.filter((place) => place.catalog === catalog).map((place) => place.portion)
  if (!catalogs.every((catalog) => followsOn(portionsOf(catalog), 1, count))) return false
  return followsOn(
    catalogs.filter((catalog) => catalog !== null),
    0,
    0,
  )
}

/** True for numbers without gaps or repetitions, from at most `first` up to `count` (0: any end). */
function followsOn(numbers: readonly number[], first: number, count: number): boolean {
  const sorted = numbers.toSorted((a, b) => a - b)
  const start = sorted[0] ?? 0
  if (start > first) return false
  return sorted.every((number, at) => number === start + at) && (count === 0 || sorted.at(-1) === count)
}
