/** Written by the workbook reader for a formula whose value was not saved. */
export const NO_VALUE = '#?'

const error =
  /^#(\?|N\/A|Н\/Д|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|DIV\/0!|ДЕЛ\/0!|NAME\?|ИМЯ\?|NUM!|ЧИСЛО!|NULL!|ПУСТО!|SPILL!|ПЕРЕНОС!|CALC!|ВЫЧИСЛ!|GETTING_DATA|BLOCKED!|CONNECT!|FIELD!|ПОЛЕ!|BUSY!|UNKNOWN!|#+)$|^Err:\d+$/i

/** True for what a spreadsheet shows in place of a value it does not have: `#N/A`, `#ЗНАЧ!`, `#####`. */
export function isSpoiled(text: string): boolean {
  return (text.startsWith('#') || text.startsWith('Err:') || text.startsWith('err:')) && error.test(text)
}

const months = 'янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const date = new RegExp(
  String.raw`^(0?[1-9]|[12]\d|3[01])[./](0?[1-9]|1[0-2])[./](19|20)\d\d( \d\d?:\d\d(:\d\d)?)?$|^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([ T].*)?$|^\d{1,2}[-. ](${months})\p{L}{0,5}([-. ]\d{2,4})?$|^(${months})\p{L}{0,5}[-. ]\d{2,4}$`,
  'iu',
)

/** True for an article that a spreadsheet has changed: into a date, into 1,23E+12, or by cutting its digits off at 15. */
export function isSpoiledArticle(text: string): boolean {
  return isSpoiled(text) || /^\d([.,]\d+)?E\+\d+$/i.test(text) || /^[1-9]\d{14}0+$/.test(text) || date.test(text)
}

/** True for a date, as somebody writes it or a spreadsheet makes it. */
export function isDate(text: string): boolean {
  return date.test(text)
}
