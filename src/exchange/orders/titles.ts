import { titleOf } from '#exchange/cells/bounded.ts'

/** The use of a column in an order, as its title states. */
export type TitleRole =
  | 'blank'
  /** The count, in words that only orders use: «Заказ», «Потребность». */
  | 'order'
  /** The count, in words that stock lists use as well: «Кол-во». */
  | 'count'
  | 'article'
  | 'model'
  | 'code'
  | 'barcode'
  | 'name'
  | 'number'
  | 'unit'
  | 'stock'
  | 'pack'
  | 'price'
  | 'sum'
  /** Known, but neither goods nor a count: weight, date, VAT. */
  | 'other'
  | 'unknown'

const words = (text: string) => new Set(text.split(' '))

const orderWords = words(
  'заказ заказа заказу заказе заказать заказываем заказываю заказано заказываемое потребность потребности потреб требуется ' +
    'требуемое требуем нужно нужное нужны надо необходимо необходимое хочу беру берем сколько закупке закупить ' +
    'закупаем купить заявка заявке заявки заявлено запрос запрошено order orders ordered ordering req reqd required requested requirement ' +
    'requirements request need needed needs demand wanted',
)
const countWords = words('количество колич qty quantity count шт штук штуки штука pcs pc pieces piece units ea')
/**
 * Words that may accompany a count: units, possessives, prepositions. A noun of another kind («портов», «мест») makes
 * it another column. «Закупка» and «Buy» alone may mean a cost.
 */
const besideWords = words(
  'к для в на по из и ваш ваше ваша ваши наш наше мой свой your you our my to of the for be is we i ед единиц единицы изм товара товаров товар ' +
    'клиент клиента клиенту покупатель покупателя дилер дилера дилеру спецификации спецификация проект проекту объект ' +
    'закупка закупки buy purchase customer dealer client item items goods product products сюда укажите впишите введите заполните enter fill here please пожалуйста',
)
const totalWords = words('итого всего общее общий total')

const latin = 'aceopxykmhtb'
const cyrillic = 'асеорхукмнтв'

/** `Кoл-вo` with a Latin o is a Russian word. */
const inOneAlphabet = (text: string) =>
  text.replace(/[\p{L}-]+/gu, (word) =>
    /[а-яё]/.test(word) ? word.replace(/[a-z]/g, (letter) => cyrillic[latin.indexOf(letter)] ?? letter) : word,
  )

/** A title in one case and on one line, without surrounding signs. */
export function plainTitle(title: string): string {
  return inOneAlphabet(titleOf(title).toLowerCase())
    .replaceAll('ё', 'е')
    .replace(/[\s_\u00a0\u200b]+/g, ' ')
    .replace(/(?<!\p{L})(?:кол(?:ич)?[-–—. ]*во|кол-?в|к[-–—. ]?во|кол-ичество|кол)(?!\p{L})\.?/gu, 'количество')
    .replace(/(?<!\p{L})(?:q['’`.\-–— ]?t['’`]?y|qnt|qnty|qtty|quant|q-nty)(?!\p{L})\.?/gu, 'qty')
    .replace(/^[\s*:.,;!"«»'-]+|[\s*:.,;!"«»'-]+$/g, '')
}

const tokensOf = (plain: string) => plain.split(/[\s,;:()[\]{}/\\.*"«»'+–—-]+/).filter((token) => token !== '')

function countRole(plain: string): 'order' | 'count' | null {
  const tokens = tokensOf(plain)
  const isCount = (token: string) => countWords.has(token) || orderWords.has(token)
  if (!tokens.some(isCount)) return null
  if (!tokens.every((token) => isCount(token) || besideWords.has(token) || totalWords.has(token))) return null
  return tokens.some((token) => orderWords.has(token)) ? 'order' : 'count'
}

const roles: [TitleRole, RegExp][] = [
  [
    'number',
    /^(?:[№#]+|n|nn|no|num|п[/. ]?п|(?:№|n|#|no|номер)[. ]*(?:п[/. ]*п|п|строки)?|пор(?:ядковый|\.)? ?номер|номер|строка|row|line|line ?(?:no|#)|поз|pos)$/u,
  ],
  ['barcode', /штрих[- ]?код|шк$|(?<!\p{L})(?:ean|gtin|upc|isbn|barcode|bar code)(?!\p{L})/u],
  [
    'stock',
    /остат|налич|склад|доступн|свободн|резерв|в пути|транзит|ожида|поступ|отгруж|поставл|получен|заказано (?:у|поставщ)|заказах|(?<!\p{L})(?:stock|stocks|instock|avail\p{L}*|on ?hand|transit|reserved?|free|warehouse|wh|shipped|delivered|received|on order|backorder\p{L}*)(?!\p{L})/u,
  ],
  [
    'pack',
    /упак|(?<!\p{L})уп(?!\p{L})|короб|кратн|вложен|палл?ет|норма|(?<!\p{L})(?:мин|макс)(?!\p{L})|миним|максим|(?<!\p{L})(?:pack|packs|packing|package|pk|box|boxes|carton|cartons|ctn|case|multiple|moq|min|max|minimum|maximum|pallet|inner|outer|per)(?!\p{L})|(?:количество|штук|шт) в(?!\p{L})/u,
  ],
  [
    'article',
    /артикул|(?<!\p{L})арт(?!\p{L})|^(?:sku|article|art|pn|p\/n|p n|mpn|part|id)$|(?<!\p{L})(?:part|item|product|catalog|catalogue|cat|order|ordering|vendor|manufacturer|mfr|mfg|stock|material|model|article|art)[. ]*(?:no|num|number|#|№|code|id|p\/n|sku|part|nr|ref)(?:[. ]|$)|парт[- ]?номер|номенклатурный номер|ном[. ]*номер|номер (?:детали|по каталогу|артикула)|каталожный|заказной (?:код|номер)|код (?:заказа|для заказа|производителя)|номер для заказа/u,
  ],
  ['sum', /сумм|стоимост|к оплате|(?<!\p{L})(?:sum|amount|value|subtotal|line total|ext(?:ended)?)(?!\p{L})/u],
  [
    'price',
    /цен[аыу]?(?!\p{L})|прайс|тариф|(?<!\p{L})(?:price|prices|cost|msrp|srp|rrp|net|list|руб|рублей|rub|usd|eur|cny|долл\p{L}*|евро|валюта|currency|розница|розничная|дилерская|опт|оптовая|ррц|мрц|рекоменд\p{L}*)(?!\p{L})|[₽$€£¥]/u,
  ],
  [
    'number',
    /заказчик|(?:номер|№|дата|статус|срок)[а-я]* (?:\p{L}+ )?(?:заказ|заявк)|(?:заказ|заявк)\p{L}* (?:№|номер|от|дата)|order (?:no|number|date|status|ref|#|id)/u,
  ],
  ['model', /^(?:модель|модели|model|тип|type)(?!\p{L})|марка\/модель/u],
  [
    'other',
    /%|скидк|наценк|(?<!\p{L})(?:ндс|vat|tax|discount|маржа|вес|масса|нетто|брутто|объем|длина|ширина|высота|глубина|толщина|размер\p{L}*|габарит\p{L}*|диаметр|мощност\p{L}*|кг|мм|см|м3|вт|weight|volume|length|width|height|depth|dimensions?|kg|watt\p{L}*|power|гаранти\p{L}*|warranty|срок\p{L}*|lead|дней|days|weeks?|недел\p{L}*|дата|date|год|year|мес|месяц\p{L}*|телефон|phone|инн|кпп|адрес|мест|тнвэд|тн вэд|hs|страна|country|origin|примечани\p{L}*|комментари\p{L}*|remarks?|notes?|comments?|фото|картинка|изображение|image|photo|ссылка|url|link|бренд|brand|производитель|manufacturer|vendor|марка|категория|группа|раздел|category|group|порт\p{L}*|канал\p{L}*|вход\p{L}*|выход\p{L}*)(?!\p{L})/u,
  ],
  ['unit', /^(?:ед|единиц[аы]?)[. ]*(?:изм(?:ерения)?)?$|^(?:unit|uom|u\/m|measure|ei)$/u],
  ['code', /^(?:код|code|внутренний код|код товара|код номенклатуры|код 1с|идентификатор)(?!\p{L})/u],
  [
    'name',
    /наименован|назван|номенклатур|^(?:товар|товары|товара|услуги|продукт|продукция|продукты|оборудование|материал|материалы|позиция|позиции|описание|изделие|работы)(?!\p{L})|^(?:name|item|items|product|products|product name|item name|description|item description|product description|goods|title|equipment|material)$|description/u,
  ],
]

/** The role of a column by its title. A doubtful count is `unknown`. */
export function titleRole(title: string): TitleRole {
  const plain = plainTitle(title)
  if (plain === '' && !/[№#]/.test(title)) return 'blank'
  return countRole(plain) ?? roles.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'unknown'
}

/** True for roles that identify goods by a key. */
export function isKeyRole(role: TitleRole | undefined): boolean {
  return role === 'article' || role === 'model' || role === 'code' || role === 'barcode'
}

/** «Остатки на 23.11», «Прайс-лист»: a bare «Кол-во» below may be stock. */
export function isStockCaption(text: string): boolean {
  return /^\s*(?:складск\p{L}* )?(?:остат|налич|прайс|price|stock|inventory|склад|warehouse|availab)/iu.test(text)
}

/** True for a row that sums the rows above it. */
export function isTotalText(text: string): boolean {
  return /^\s*(?:итого|всего|сумма|total|sub-?total|grand total|в т\.? ?ч|в том числе|ндс|vat|к оплате|без налога|to pay|amount due)(?!\p{L})/iu.test(
    text,
  )
}
