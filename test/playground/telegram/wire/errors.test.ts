import { expect, test } from 'vitest'
import { shape } from '#playground/telegram/wire/errors.ts'

test.each([
  [400, 'Message is too long', 400, 'Bad Request: message is too long'],
  [400, 'MESSAGE_TOO_LONG', 400, 'Bad Request: MESSAGE_TOO_LONG'],
  [400, 'HTTP is needed', 400, 'Bad Request: HTTP is needed'],
  [400, 'Bad Request: as it is', 400, 'Bad Request: as it is'],
  [404, 'Not found', 400, 'Bad Request: not found'],
  [200, 'Odd', 400, 'Bad Request: odd'],
  [406, 'Odd', 400, 'Bad Request: odd'],
  [403, 'CHAT_WRITE_FORBIDDEN', 400, 'Bad Request: CHAT_WRITE_FORBIDDEN'],
  [403, 'User is deactivated', 403, 'Forbidden: user is deactivated'],
  [400, 'USER_IS_BLOCKED', 403, 'Forbidden: bot was blocked by the user'],
  [400, 'INPUT_USER_DEACTIVATED', 403, 'Forbidden: user is deactivated'],
  [401, 'Unauthorized', 401, 'Unauthorized'],
  [500, 'Internal', 500, 'Internal Server Error: internal'],
  [429, 'FLOOD_WAIT_3', 500, 'Internal Server Error: FLOOD_WAIT_3'],
  [400, 'EXTERNAL_URL_INVALID', 400, 'Bad Request: wrong HTTP URL specified'],
  [400, 'WEBPAGE_CURL_FAILED', 400, 'Bad Request: failed to get HTTP URL content'],
  [400, 'WEBPAGE_MEDIA_EMPTY', 400, 'Bad Request: wrong type of the web page content'],
])('%i "%s" inside is %i "%s" outside', (rawCode, raw, code, description) => {
  expect(shape(rawCode, raw)).toEqual({ code, description })
})

test('429 "Too Many Requests: retry after 5" keeps its seconds', () => {
  const description = 'Too Many Requests: retry after 5'
  expect(shape(429, description)).toEqual({ code: 429, description, retryAfter: 5 })
})
