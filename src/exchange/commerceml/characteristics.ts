import { isSecretCharacteristic } from '#domain/catalog/prices.ts'
import type { Characteristic } from '#exchange/cells/records.ts'
import { sizes } from '#exchange/files/sizes.ts'
import { childrenAt, oneLine, textOf, type XmlNode } from '#exchange/files/xml-nodes.ts'
import { splitUnit } from '#exchange/tables/columns.ts'
import type { Directories } from './directories.ts'

/** False for 1C's signs of "not set": a GUID of zeros, or a number below all others. */
export function isSet(value: string): boolean {
  return (
    value !== '' &&
    value !== '-' &&
    !/^[0-]+-[0-]+$/.test(value) &&
    !/^[-−–] ?999[ \u00a0]?999[ \u00a0]?999([.,]9+)?$/.test(value)
  )
}

/** Packing does not distinguish one variant from another. */
const packing =
  /упаков|короб|кратност|брутто|палл?ет|поддон|(?<!\p{L})тар[аыуе](?!\p{L})|(?<!\p{L})(штук|шт\.?|кол-?во|количество) в |единиц\p{L}* (хранения|измерения|отгрузки)|коэффициент (пересч|единиц|упак)|(?<!\p{L})(packs?|packages?|packaging|packing|cartons?|pallets?)(?!\p{L})/iu

const units =
  /^(.+?) ?\((мм|см|м|г|кг|л|мл|вт|квт|в|а|гц|кгц|дб|лм|мес|ч|мин|с|%|°|″|"|м²|м³|дюйм|mm|cm|m|g|kg|w|v|hz|db|lm)\.?\)$/i

/** «Ширина (см)» and «Диаметр, мм» are a name and a unit; «Размер (обувь)» is a name. */
function split(title: string): { name: string; unit: string } {
  const match = units.exec(title)
  return match ? { name: match[1] ?? title, unit: match[2] ?? '' } : splitUnit(title)
}

const flags: Record<string, string> = { true: 'Да', false: 'Нет' }

/** The properties of goods by their classifier; an id that no classifier explains is skipped. */
export function propertyValues(node: XmlNode, catalog: string, directories: Directories): Characteristic[] {
  return childrenAt(node, 'ЗначенияСвойств', 'ЗначенияСвойства').flatMap((entry) => {
    const property = directories.properties.get(catalog, textOf(entry, 'Ид'))
    const { name, unit } = property ?? splitUnit(textOf(entry, 'Наименование'))
    if (name === '' || isSecretCharacteristic(name)) return []
    const values = entry.children.filter((child) => child.name === 'Значение').map((child) => oneLine(child.text))
    return values.filter(isSet).flatMap((value) => {
      const words = directories.values.get(catalog, value) ?? flags[value] ?? value
      // People can't read an id without its name.
      if (isGuid(words)) return []
      return [{ name, value: words.slice(0, sizes.nameLetters), unit }]
    })
  })
}

const isGuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)

/** The characteristics that distinguish a variant: its own ones without packing. */
export function ownCharacteristics(node: XmlNode): Characteristic[] {
  return childrenAt(node, 'ХарактеристикиТовара', 'ХарактеристикаТовара')
    .map((entry) => ({ title: textOf(entry, 'Наименование'), value: textOf(entry, 'Значение') }))
    .filter(({ title, value }) => title !== '' && isSet(value) && !packing.test(title) && !isGuid(value))
    .filter(({ title }) => !isSecretCharacteristic(title))
    .map(({ title, value }) => ({ ...split(title), value: (flags[value] ?? value).slice(0, sizes.nameLetters) }))
}

/** All characteristics of an element. An offer repeats its own ones among its properties, and its packing too. */
export function characteristicsOf(
  node: XmlNode,
  catalog: string,
  directories: Directories,
  of: 'goods' | 'offer',
): Characteristic[] {
  const own = ownCharacteristics(node)
  const names = new Set(own.map((one) => one.name.toLowerCase()))
  const properties = propertyValues(node, catalog, directories).filter(
    ({ name }) => !names.has(name.toLowerCase()) && !(of === 'offer' && packing.test(name)),
  )
  return [...properties, ...own]
}

/**
 * The words that distinguish a variant: the brackets behind 1C's name, its characteristics, or both; empty if there are
 * none.
 */
export function variantWords(node: XmlNode, name: string): string {
  const values = ownCharacteristics(node)
    .map((one) => one.value)
    .filter((value) => !/^(да|нет)$/i.test(value))
  const brackets = lastBrackets(name)
  const isSaid = values.every((value) => brackets.toLowerCase().includes(value.toLowerCase()))
  return brackets !== '' && isSaid ? brackets : values.join(', ')
}

/** «Кимоно (М3 (145-150))» ends with «М3 (145-150)». */
function lastBrackets(name: string): string {
  if (!name.endsWith(')')) return ''
  let depth = 0
  for (let at = name.length - 1; at > 0; at--) {
    if (name[at] === ')') depth++
    else if (name[at] === '(' && --depth === 0) return name.slice(at + 1, -1).trim()
  }
  return ''
}

/** The name of a variant: the name of its goods with the variant's words. */
export function variantName(name: string, words: string): string {
  const isSaid = words
    .toLowerCase()
    .split(', ')
    .every((word) => name.toLowerCase().includes(word))
  return words === '' || isSaid ? name : `${name} (${words})`.slice(0, sizes.nameLetters)
}
