/** The workbook reader writes it for a formula whose value was not saved. */
export const NO_VALUE = '#?'

const error =
  /^#(\?|N\/A|Н\/Д|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|DIV\/0!|ДЕЛ\/0!|NAME\?|ИМЯ\?|NUM!|ЧИСЛО!|NULL!|ПУСТО!|SPILL!|ПЕРЕНОС!|CALC!|ВЫЧИСЛ!|GETTING_DATA|BLOCKED!|CONNECT!|FIELD!|ПОЛЕ!|BUSY!|UNKNOWN!|#+)$|^Err:\d+$/i

/** True for the text that a spreadsheet shows in place of a missing value: `#N/A`, `#ЗНАЧ!`, `#####`. */
export function isSpoiled(text: string): boolean {
  // `=A1*2`: a formula that was saved as text.
  return text.startsWith('#') || text.startsWith('Err:') ? error.test(text) : /^=[^"=]+[\d()]/.test(text)
}

/** Months as spreadsheets write them: `5-Dec`, `Dec-26`, «05.дек»; `DEC-26` may be an article. */
const months = 'янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'
const date = new RegExp(
  [
    String.raw`^(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])[./](19|20)\d\d( \d\d?:\d\d(:\d\d)?)?$`,
    String.raw`^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([ T].*)?$`,
    String.raw`^\d{1,2}[-. ](${months})[.]?([-. ]\d{2,4})?$|^(${months})[-. ](\d\d|(19|20)\d\d)$`,
  ].join('|'),
  'u',
)

/** True for an article that a spreadsheet changed: into a date, into 1,23E+12, or by cutting its digits off at 15. */
export function isSpoiledArticle(text: string): boolean {
  return isSpoiled(text) || /^\d([.,]\d+)?E\+\d+$/i.test(text) || /^[1-9]\d{14}0+$/.test(text) || date.test(text)
}

/** True for a date, typed or made by a spreadsheet. */
export function isDate(text: string): boolean {
  return date.test(text)
}

/** True for the signs of a missing article: a gap, a dash, «нет». */
export function isNoArticle(text: string): boolean {
  return /^([-–—.]*|нет|б\/а|без арт\p{L}*|отсутствует|n\/a|none)$/iu.test(text)
}
