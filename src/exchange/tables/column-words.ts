import { titleInterpretations } from '#exchange/cells/titles.ts'

/** Columns that occur once in a table; `article`, `code`, `partNumber`, `model` and `barcode` can identify goods. */
export type SingleRole =
  | 'article'
  | 'code'
  | 'partNumber'
  | 'model'
  | 'barcode'
  | 'name'
  | 'item'
  | 'description'
  | 'brand'
  | 'unit'
  | 'currency'
  | 'vat'
  | 'presence'
  | 'warehouse'

const goods = `(товар(а|ов|ы)?|номенклатур(а|ы)|издели(е|я)|продук(т|та|ции|ция)|позици(я|и)|материал(а|ов)?|оборудования)`
const number = `(no|nr|num|number|id|code|#|№)`

const singles: [role: SingleRole, words: RegExp][] = [
  [
    'partNumber',
    new RegExp(
      String.raw`^(артикул|код|номер|арт) (производител[яь]|изготовител[яь]|вендора|бренда|поставщика|завод(а|ской))$|^заводской (артикул|код|номер)$|^парт-? ?номер|^(mpn|oem|p ?\/ ?n|p-n|pn)( ${number})?$|^(manufacturer|manufacturers|manufacturer's|mfr|mfg|mfc|vendor|oem|maker) ?(part|product|item|sku|model)? ?${number}$|^(vendor |mfr |mfg |manufacturer )?part$|^part-? ?${number}s?$`,
    ),
  ],
  [
    'article',
    new RegExp(
      `^(артикул(ы)?|арт)( ?№)?( ${goods})?$|^№ артикула$|^(article|sku|sap)( ${number})?$|^артикул продавца$|^(номенклатурный|каталожный|кат|заказной|складской) (номер|№|код)( ${goods})?$|^код (для )?заказа$|^(номер|№) (детали|запчасти|по каталогу|изделия)$|^(item|order|ordering|product|stock|catalog|catalogue|cat|material|reference|ref|goods|supplier) ?(part )?${number}$|^(item|product|stock) sku$|^vendor ?code$`,
    ),
  ],
  [
    'barcode',
    /^(штрих-? ?код(ы)?|шк|ean(-? ?(8|13))?|gtin(-? ?1[0-4])?|upc(-? ?(a|12))?|bar-? ?code|isbn)( (товара|ean|code|код|no|упаковки|шт))?$/,
  ],
  [
    'code',
    new RegExp(
      `^(код|id|ид|идентификатор|code|uid|guid)( ${goods})?$|^(внутренний |наш )?код( ?1 ?с)?( (в )?1 ?с)?$|^код (номенклатуры|позиции|элемента|из 1с|базы|поставщика|бд)$|^(internal|own|our) (code|id)$`,
    ),
  ],
  ['model', /^(модел[ьи]|модель( |, )?(товара|изделия|оборудования)?|model( (name|no|number))?|models?)$/],
  [
    'name',
    new RegExp(
      String.raw`^(полное |краткое |рабочее |торговое |коммерческое )?(наименование|название|имя)( и (описание|характеристик\p{L}*|артикул))?( ${goods})?( для печати)?$|^(товар(ы)?|номенклатура|продукт|продукция|товарная позиция|позиция|изделие|полное наименование ${goods})$|^(product|item|goods|full|short|model|article|material|trade) ?(name|title)$|^(name|title)( of (product|goods|item))?$`,
      'u',
    ),
  ],
  ['item', /^(item|items|product|products|goods|изделия)$/],
  [
    'description',
    /^((краткое |полное |подробное |техническое )?описание( товара| номенклатуры)?|кратко|информация|аннотация|((short|long|full|item|product|goods|article) )?descriptions?|desc|details|specification)$/,
  ],
  [
    'brand',
    /^(производител[ьи]|бренд(ы)?|вендор|торговая марка|тм|марка|изготовитель|фирма|(наименование|название) (бренда|производителя|марки)|brand( name)?|vendor( name)?|manufacturer( name)?|mfr|mfg|maker|make)( товара)?$/,
  ],
  [
    'unit',
    /^((базовая )?(ед|единица)( ?изм(ерения)?)?( товара)?|еи|е и|ед ?изм-?я?|unit( of measure(ment)?)?s?|uom|u ?\/ ?m|measure)$/,
  ],
  ['currency', /^(\p{L}+ ){0,2}(валюта|вал|currency|curr?|ccy)( ?\d| цены| прайса| продажи| закупки| code| рц| дц)?$/u],
  ['vat', /^(ставка )?ндс( ?%|, ?%)?$|^%? ?ндс,? ?%?$|^(vat|tax)( rate)?( ?%|, ?%)?$|^ставка налога$/],
  [
    'presence',
    /^(наличие|есть в наличии|в наличии|доступность|состояние (склада|наличия)|available|availability|in stock\??|stock status|статус( наличия| склада)?|статус остатка)( товара)?( на складе| на складах)?$/,
  ],
  ['warehouse', /^(склад|склад хранения|место хранения|наименование склада|название склада|warehouse|warehouse name)$/],
]

/** The role of a column by its title; null for prices, stock, characteristics and all other columns. */
export function singleRole(title: string): SingleRole | null {
  const readings = titleInterpretations(title)
  for (const words of readings.slice(0, 4)) {
    const found = singles.find(([, pattern]) => pattern.test(words))
    // «Склад: Москва» is stock, «Склад» alone may be a column of names.
    if (found && (found[0] !== 'warehouse' || words === readings[0])) return found[0]
  }
  // «Идентификатор/Артикул»: of two roles, the first in the list above.
  return singles.find(([, pattern]) => readings.slice(4).some((words) => pattern.test(words)))?.[0] ?? null
}

const categoryWords =
  /^((наименование|название) )?(товарная |товарной |ценовая |номенклатурная )?(под-?)?(категори[яи]|групп[аы]|раздел|подраздел|направление|серия товаров)( товара| товаров| номенклатуры)?( ?\d)?$|^(sub-? ?)?(category|group|section)( ?\d)?$|^(product|item|goods) ?(sub)?(category|group|type|family|line)$|^вид номенклатуры$/

/** The level in the tree, 1 at the top; null if a title names no level. */
export function categoryLevel(title: string): number | null {
  const words = titleInterpretations(title).find((reading) => categoryWords.test(reading) && !/ценовая/.test(reading))
  if (words === undefined) return null
  return Number(/\d$/.exec(words)?.[0] ?? (/^(под|sub)|(?<=\s)sub/.test(words) ? 2 : 1))
}

const passedBy =
  /^(№|#|n|no|nr|номер|num|number|n п\/п|№ ?п ?\/? ?п|п ?\/? ?п|п ?\/ ?№|№ ?№|line|pos|поз|поз №|№ (строки|поз\p{L}*|стр)|строка|row)$|^(картинк|фото|изображен|ссылк|url|link|image|photo|picture|pic(?!\p{L})|видео обзор|сайт|web|www)|^(примечан|комментар|замечан|пометк|remark|comment|notes?(?!\p{L}))|^(сумма )?ндс(?!\p{L})|^в т ?ч ндс|^(vat|tax) (amount|sum)|(?<!\p{L})(сумма|итого по строке|amount|line total|total price|subtotal|extended price|ext price)(?!\p{L})|^(мой |ваш )?(заказ|заявка|к заказу|заказать|заказано|order|your order|order qty|order quantity|qty to order|нужно|потребность|кол-?во (к |для )?заказ\p{L}*|количество (к |для )?заказ\p{L}*|кол-?во заказа)([ ,(].*)?$|^(дата|date)(?!\p{L})|(?<!\p{L})(дата|date) (цены|остатк\p{L}*|обновления|прайса)/u

/** True for numberings, pictures, remarks, and for columns that a buyer fills in. */
export function isPassedBy(title: string): boolean {
  return titleInterpretations(title)
    .slice(0, 2)
    .some((words) => passedBy.test(words))
}

const packWords =
  /^((кол-? ?во|количество|число|штук|шт)?,? ?(шт )?(в|на|per|in|\/) ?(одной |1 )?(уп(ак\p{L}*)?|короб\p{L}*|кор|ящик\p{L}*|пачк\p{L}*|box|pack(age)?|case|carton|ctn)|(норма )?(упаковк[аи]|вложени[ея]|фасовка)|кратность( \p{L}+)*|(pack|box|carton|case|package) ?(size|qty|quantity)|(qty|quantity|pcs|pieces|units) ?(per|in|\/) ?(a )?(pack|box|carton|case|ctn)|(метров|м|шт|штук|кол-? ?во|количество)? ?(метров )?в (бухте|рулоне|барабане)|pack|packing|шт ?\/ ?(уп|кор|ящ)\p{L}*)(?!\p{L})/u

/** True for a column with the number of pieces in a pack: never stock. */
export function isPackSize(title: string): boolean {
  return titleInterpretations(title)
    .slice(0, 3)
    .some((words) => packWords.test(words))
}

const secretWords = new RegExp(
  [
    String.raw`закуп|себе-?ст|^(зц|вц|сс|с ?\/ ?с|с-с|вп|вал прибыль)$|наценк|скидк|скидоч|маржа|маржин|рентабел|прибыл|ретро-?бонус|(?<!\p{L})бонус(?!ная карта)|поставщик`,
    String.raw`(?<!\p{L})(вх|вход|входн\p{L}*|входящ\p{L}*|приходн\p{L}*|уч[её]тн\p{L}*|внутренн\p{L}*|трансферт?н\p{L}*|планов\p{L}*|наш\p{L}*) ?(цен|стоим|себест)|цен[аы] (вх|вход|входа|входн\p{L}*|входящ\p{L}*|приходн\p{L}*|уч[её]тн\p{L}*|внутренн\p{L}*|прихода|поставки|покупки|поставщика|завода|производителя|вендора)|^плановая$`,
    String.raw`(?<!\p{L})(cost|costs|landed|purchase|purchasing|buy|buying|supplier|margin|margins|mark-? ?up|discounts?|profit|rebates?|kickback|ddp|fob|exw|ex works|cif|fca|cip|cpt|dap|cogs|commission|intercompany|transfer price|net net|nett|our price)(?!\p{L})`,
    String.raw`^расход$|^(изменени[ея]|рост|динамика)( цен\p{L}*| продаж)?( ?, ?%)?$|^(your|ваша) (price|цена|net)|цена для вас|^(коэф\p{L}*|коэффициент|coefficient|курс\p{L}*)( \p{L}*(цен|наценк|скидк|пересч|дилер|бренд)\p{L}*)?$|коэф\p{L}* (наценк|скидк|пересч|цен|дилер)`,
    String.raw`(?<!\p{L})(продажи|продано|sales|sold|оборот|forecast|прогноз\p{L}*|выручка|revenue|комиссия|вознаграждение)(?!\p{L})|^(abc|xyz)(-анализ)?$|(ценовая|скидочная|discount|price) (группа|group)`,
  ].join('|'),
  'iu',
)

/** True for costs and earnings of the distributor: nobody sees such a column, and it is never a price. */
export function isSecret(title: string): boolean {
  const [words = ''] = titleInterpretations(title)
  return secretWords.test(words)
}
