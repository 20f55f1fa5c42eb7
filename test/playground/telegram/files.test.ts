import { Bot, InputFile, InputMediaBuilder } from 'grammy'
import { expect, test } from 'vitest'
import { chatWithAnna, type Envelope } from '../../support/telegram.ts'

const png = (width: number, height: number, size = 24) => {
  const bytes = Buffer.alloc(size)
  bytes.write('\x89PNG', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

async function withUploads() {
  const world = await chatWithAnna()
  const upload = async (
    method: string,
    params: Record<string, string>,
    files: Record<string, [Uint8Array, string]>,
  ) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ chat_id: '7', ...params })) form.set(name, value)
    for (const [field, [bytes, name]] of Object.entries(files)) form.set(field, new Blob([Buffer.from(bytes)]), name)
    const url = `${world.telegram.root}/bot${world.telegram.token}/${method}`
    return (await (await fetch(url, { method: 'POST', body: form })).json()) as Envelope
  }
  const download = (path: string) => fetch(`${world.telegram.root}/file/bot${world.telegram.token}/${path}`)
  return { ...world, upload, download }
}

test('a document reaches the person with its name, and can be sent again and downloaded by its file_id', async () => {
  const { upload, call, download, anna } = await withUploads()
  const { result } = await upload(
    'sendDocument',
    { caption: '<b>Счёт</b>', parse_mode: 'HTML' },
    {
      document: [Buffer.from('PDF'), 'Счёт 5.pdf'],
    },
  )
  expect(result).toMatchObject({
    caption: 'Счёт',
    caption_entities: [{ type: 'bold', offset: 0, length: 4 }],
    document: { file_name: 'Счёт 5.pdf', mime_type: 'application/pdf', file_size: 3 },
  })
  await call('sendDocument', { chat_id: 7, document: result.document.file_id })
  expect(anna.documents().map(({ name, bytes, caption }) => [name, Buffer.from(bytes).toString(), caption])).toEqual([
    ['Счёт 5.pdf', 'PDF', 'Счёт'],
    ['Счёт 5.pdf', 'PDF', undefined],
  ])
  const file = await call('getFile', { file_id: result.document.file_id })
  expect(file.result).toMatchObject({ file_size: 3, file_unique_id: result.document.file_unique_id })
  expect(await (await download(file.result.file_path)).text()).toBe('PDF')
})

test('what a person sends can be downloaded', async () => {
  const { anna, call, download } = await withUploads()
  await anna.sendsFile('прайс.csv', Buffer.from('a;b'), { caption: 'Прайс', mime: 'text/csv' })
  const message = anna.chat.at(-1)
  expect(message).toMatchObject({ caption: 'Прайс', document: { file_name: 'прайс.csv', mime_type: 'text/csv' } })
  const { result } = await call('getFile', { file_id: message?.document?.file_id })
  const given = await download(result.file_path)
  expect(given.headers.get('content-length')).toBe('3')
  expect(await given.text()).toBe('a;b')
  const long = Buffer.alloc(200_000, 'прайс')
  await anna.sendsFile('long.csv', long)
  const { result: other } = await call('getFile', { file_id: anna.chat.at(-1)?.document?.file_id })
  expect(Buffer.from(await (await download(other.file_path)).arrayBuffer()).equals(long)).toBe(true)
})

test('404 Not Found for a file that is not there', async () => {
  const { download } = await withUploads()
  const response = await download('documents/file_9.pdf')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
})

test('Bad Request: file is too big (to download, over 20 MB)', async () => {
  const { anna, complaint } = await withUploads()
  await anna.sendsFile('big.zip', new Uint8Array(20 * 1024 * 1024 + 1))
  const file_id = anna.chat.at(-1)?.document?.file_id
  expect(await complaint('getFile', { file_id })).toBe('Bad Request: file is too big')
})

const wrong = 'Bad Request: wrong remote file identifier specified'

test.each([
  ['Bad Request: file_id not specified', 'getFile', {}],
  ['Bad Request: invalid file_id', 'getFile', { file_id: 'abcd' }],
  ['Bad Request: there is no document in the request', 'sendDocument', {}],
  ['Bad Request: there is no document in the request', 'sendDocument', { document: 'attach://nothing' }],
  ['Bad Request: there is no photo in the request', 'sendPhoto', {}],
  [`${wrong}: Wrong character in the string`, 'sendDocument', { document: 'no file' }],
  [`${wrong}: Wrong padding in the string`, 'sendDocument', { document: 'abcde' }],
  [`${wrong}: can't unserialize it`, 'sendDocument', { document: 'abcd' }],
  ['Bad Request: failed to get HTTP URL content', 'sendDocument', { document: 'https://example.com/a.pdf' }],
  ['Bad Request: text is too long', 'sendDocument', { document: 'abcd', caption: 'x'.repeat(32_769) }],
  ['Bad Request: message caption is too long', 'sendDocument', { document: 'abcd', caption: 'x'.repeat(1025) }],
  ['Bad Request: parameter "media" is required', 'sendMediaGroup', {}],
  ["Bad Request: can't parse media JSON object", 'sendMediaGroup', { media: '{' }],
  ['Bad Request: expected an Array of InputMedia', 'sendMediaGroup', { media: {} }],
  ["Bad Request: can't parse InputMedia: expected an Object", 'sendMediaGroup', { media: [1] }],
  ["Bad Request: can't parse InputMedia: media not found", 'sendMediaGroup', { media: [{ type: 'photo' }] }],
  [
    'Bad Request: can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup',
    'sendMediaGroup',
    { media: [{ type: 'animation', media: 'abcd' }] },
  ],
  [
    'Bad Request: can\'t parse InputMedia: type "x" is unsupported',
    'sendMediaGroup',
    { media: [{ type: 'x', media: 'abcd' }] },
  ],
  ['Bad Request: there are no messages to send', 'sendMediaGroup', { media: [] }],
  [
    'Bad Request: too many messages to send as an album',
    'sendMediaGroup',
    { media: Array.from({ length: 11 }, () => ({ type: 'photo', media: 'abcd' })) },
  ],
  [
    "Bad Request: document can't be mixed with other media types",
    'sendMediaGroup',
    { media: ['photo', 'document'].map((type) => ({ type, media: 'abcd' })) },
  ],
  ["Bad Request: can't parse input media JSON object", 'editMessageMedia', { message_id: 1, media: '{' }],
])('%s (%s)', async (description, method, params) => {
  const { complaint } = await chatWithAnna()
  expect(await complaint(method, { chat_id: 7, ...params })).toBe(description)
})

test.each([
  ['Bad Request: file must be non-empty', 'sendDocument', Buffer.alloc(0)],
  ['Bad Request: IMAGE_PROCESS_FAILED', 'sendPhoto', Buffer.from('not a picture')],
  ['Bad Request: PHOTO_INVALID_DIMENSIONS', 'sendPhoto', png(5001, 5000)],
  ['Bad Request: PHOTO_INVALID_DIMENSIONS', 'sendPhoto', png(2100, 100)],
  [
    'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
    'sendPhoto',
    png(10, 10, 10_485_761),
  ],
  ['ok', 'sendPhoto', png(5000, 5000)],
  ['ok', 'sendPhoto', png(2000, 100)],
])('%s (%s)', async (description, method, bytes) => {
  const { upload } = await withUploads()
  const field = method === 'sendPhoto' ? 'photo' : 'document'
  expect((await upload(method, {}, { [field]: [bytes, 'a.png'] })).description ?? 'ok').toBe(description)
})

test("Bad Request: can't use file of type Photo as Document, and the reverse", async () => {
  const { upload, complaint } = await withUploads()
  const photo = (await upload('sendPhoto', {}, { photo: [png(1, 1), 'a.png'] })).result.photo[0].file_id
  const document = (await upload('sendDocument', {}, { document: [png(1, 1), 'a.png'] })).result.document.file_id
  expect(await complaint('sendDocument', { chat_id: 7, document: photo })).toBe(
    "Bad Request: can't use file of type Photo as Document",
  )
  expect(await complaint('sendPhoto', { chat_id: 7, photo: document })).toBe(
    "Bad Request: can't use file of type Document as Photo",
  )
})

test('an album by attach:// is several messages with one media_group_id', async () => {
  const { telegram, anna } = await withUploads()
  const { api } = new Bot(telegram.token, { client: { apiRoot: telegram.root } })
  await api.sendMediaGroup(7, [
    InputMediaBuilder.document(new InputFile(Buffer.from('1'), 'Счёт № 1.pdf'), { caption: 'Документы' }),
    InputMediaBuilder.document(new InputFile(Buffer.from('2'), '2.pdf')),
  ])
  const [first, second] = anna.chat.slice(-2).map(({ media_group_id }) => media_group_id)
  expect(first).toBe(second)
  expect(first).toBeDefined()
  expect(anna.documents().map(({ name }) => name)).toEqual(['Счёт № 1.pdf', '2.pdf'])
})

test('media and caption of a document are edited; the text edit has nothing to hold on to', async () => {
  const { upload, complaint, telegram, anna } = await withUploads()
  const { result } = await upload('sendDocument', {}, { document: [Buffer.from('1'), '1.pdf'] })
  const at = { chat_id: 7, message_id: result.message_id }
  expect(await complaint('editMessageText', { ...at, text: 'x' })).toBe(
    'Bad Request: there is no text in the message to edit',
  )
  expect(await complaint('editMessageCaption', { ...at, caption: 'x'.repeat(1025) })).toBe(
    'Bad Request: MEDIA_CAPTION_TOO_LONG',
  )
  expect(await complaint('editMessageCaption', { ...at, caption: 'One' })).toBe('ok')
  expect(anna.sees()).toBe('1.pdf\nOne')

  const { api } = new Bot(telegram.token, { client: { apiRoot: telegram.root } })
  await api.editMessageMedia(7, result.message_id, InputMediaBuilder.photo(new InputFile(png(3, 4), 'a.png')))
  expect(anna.last()).toMatchObject({ photo: [{ width: 3, height: 4 }] })
  expect(anna.last().document).toBeUndefined()
  expect(anna.last().caption).toBeUndefined()
})
