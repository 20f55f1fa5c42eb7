import { expect, test } from 'vitest'
import { chatWithAnna, telegramWorld } from '../../support/telegram.ts'

const article = (id: string, more: object = {}) => ({
  type: 'article',
  id,
  title: 'x',
  input_message_content: { message_text: 'x' },
  ...more,
})
const cannot = "Bad Request: can't parse inline query result:"

test.each([
  ["Bad Request: can't parse JSON encoded inline query results", { results: '[' }],
  ['Bad Request: expected an Array of inline query results', { results: {} }],
  [
    'Bad Request: too many inline query results specified',
    { results: Array.from({ length: 51 }, (_, index) => article(String(index))) },
  ],
  [`${cannot} Inline query result must be an object`, { results: [1] }],
  [`${cannot} Can't find field "id"`, { results: [{ type: 'article' }] }],
  [`${cannot} Can't find field "title"`, { results: [{ type: 'article', id: '1' }] }],
  [`${cannot} type "x" is unsupported for the inline query result`, { results: [{ type: 'x', id: '1' }] }],
  [`${cannot} Message text is empty`, { results: [article('1', { input_message_content: { message_text: '' } })] }],
  ['Bad Request: RESULT_ID_EMPTY', { results: [article('')] }],
  ['Bad Request: RESULT_ID_INVALID', { results: [article('x'.repeat(65))] }],
  ['Bad Request: RESULT_ID_DUPLICATE', { results: [article('1'), article('1')] }],
  ['Bad Request: NEXT_OFFSET_INVALID', { results: [], next_offset: 'x'.repeat(65) }],
  [
    "Bad Request: can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
    { results: [], button: { text: 'x' } },
  ],
  ["Bad Request: can't use empty start_parameter", { results: [], button: { text: 'x', start_parameter: '' } }],
  [
    'Bad Request: too long start_parameter specified',
    { results: [], button: { text: 'x', start_parameter: 'x'.repeat(65) } },
  ],
  [
    'Bad Request: unallowed characters in start_parameter are used',
    { results: [], button: { text: 'x', start_parameter: 'a b' } },
  ],
  [
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
    { results: [article('1')], inline_query_id: '5' },
  ],
])('answerInlineQuery: %s', async (description, params) => {
  const { complaint } = await telegramWorld()
  expect(await complaint('answerInlineQuery', params)).toBe(description)
})

test('the results reach whoever asked, once and within 10 seconds', async () => {
  const { telegram, complaint, clock, anna } = await chatWithAnna()
  const complaints: string[] = []
  let late = 0
  telegram.deliver = async ({ inline_query }) => {
    clock.advance(late)
    for (const id of ['a', 'b'])
      complaints.push(
        await complaint('answerInlineQuery', { inline_query_id: inline_query?.id, results: [article(id)] }),
      )
  }
  expect(await anna.asksInline('насос')).toMatchObject({ results: [{ id: 'a' }], nextOffset: '', button: undefined })
  late = 10_001
  expect((await anna.asksInline('насос')).results).toEqual([])
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
  expect(complaints).toEqual(['ok', tooOld, tooOld, tooOld])
})
