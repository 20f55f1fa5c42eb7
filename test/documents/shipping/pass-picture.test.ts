import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { passPicture, passSvg } from '#documents/shipping/pass-picture.ts'

const pass = {
  number: 17,
  company: 'ООО «Ромашка» & <сыновья>',
  facts: [
    ['Где', 'Москва, Складская, 5'],
    ['Часы', ''],
  ],
  bring: 'С собой: паспорт и доверенность',
  link: `https://t.me/a_bot?start=pass-${'x'.repeat(43)}`,
} as const

test('a pass says whose it is, where to go and what to bring, in letters that a phone shows', () => {
  const svg = passSvg(pass)
  for (const text of ['Заявка № 17', 'ООО «Ромашка» &amp; &lt;сыновья&gt;', 'Москва, Складская, 5', pass.bring])
    expect(svg).toContain(`>${text}</text>`)
  expect(svg).not.toContain('Часы')
  expect(svg.match(/font-size="(\d+)"/g)?.every((size) => Number(size.slice(11, -1)) >= 30)).toBe(true)
})

test('every dark square of its code is drawn, within a quiet zone of four', () => {
  const { modules } = create(pass.link, { errorCorrectionLevel: 'M' })
  const squares = [...passSvg(pass).matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [Number(x) - 4, Number(y) - 4])
  expect(squares).toHaveLength([...modules.data].filter(Boolean).length)
  for (const [x = -1, y = -1] of squares) expect(modules.get(y, x)).toBeTruthy()
})

test('it is a PNG as wide as a phone’s screen is sharp', async () => {
  const png = await passPicture(pass)
  expect([...png.subarray(1, 4)]).toEqual([80, 78, 71])
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(1080)
})
