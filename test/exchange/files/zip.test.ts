import { expect, test } from 'vitest'
import { assertSmallZip, unzip } from '#exchange/files/zip.ts'
import { type Lie, zip64, zipOf } from '../../support/poison.ts'

const limits = { entries: 10, unpackedBytes: 1_000_000 }
const bomb = Buffer.alloc(5_000_000)
const small = Buffer.from('<a/>'.repeat(100))
const refusal = (reason: string) => expect.objectContaining({ reason })

test('an honest zip is read: deflated and stored, with sizes before or behind the data, short or long', () => {
  const zip = zipOf([
    { name: 'a', content: small },
    { name: 'b', content: small, isStored: true },
    { name: 'c', content: small, local: { descriptor: true, packed: 0, unpacked: 0 } },
    { name: 'folder/', content: Buffer.alloc(0), isStored: true },
  ])
  expect(assertSmallZip(zip, limits)).toEqual(['a', 'b', 'c', 'folder/'])
  const packed = zipOf([{ name: 'a', content: small }]).length - 22 - 46 - 30 - 2
  const long: Lie = { packed: 0xffffffff, unpacked: 0xffffffff, extra: zip64(small.length, packed) }
  expect(assertSmallZip(zipOf([{ name: 'a', content: small, local: long }]), limits)).toEqual(['a'])
})

test('what unpacks to too much is refused, whatever the headers say', () => {
  const lies: [Lie, Lie][] = [
    [{}, {}],
    [{}, { unpacked: 10 }],
    [
      { packed: 0, unpacked: 0 },
      { packed: 0, unpacked: 0 },
    ],
    [
      { descriptor: true, packed: 0, unpacked: 0 },
      { packed: 0, unpacked: 0 },
    ],
    [{ extra: zip64(5_000_000, 5000), unpacked: 0xffffffff, packed: 0xffffffff }, { unpacked: 10 }],
  ]
  for (const [local, directory] of lies) {
    const zip = zipOf([{ name: 'a', content: bomb, local, directory }])
    expect(() => assertSmallZip(zip, limits)).toThrow(refusal('too_large'))
  }
})

test.each<[string, Lie, Lie]>([
  ['the method', { method: 0 }, {}],
  ['the unpacked size', { unpacked: 5 }, {}],
  ['the packed size', { packed: 5 }, {}],
  ['the unpacked size, twice', { unpacked: 5 }, { unpacked: 5 }],
  ['the packed size, twice', { packed: 5 }, { packed: 5 }],
  ['a size of nothing', { packed: 0, unpacked: 0 }, {}],
  ['the name', { name: 'b' }, {}],
  ['a long size', { extra: zip64(7, 7) }, {}],
  ['a long size in the directory', {}, { extra: zip64(7, 7) }],
  ['a long size that the directory hides', {}, { packed: 0xffffffff, unpacked: 0xffffffff, extra: zip64(1, 1) }],
])('a zip whose directory and headers disagree about %s is refused', (_, local, directory) => {
  const zip = zipOf([{ name: 'a', content: small, local, directory }])
  expect(() => assertSmallZip(zip, limits)).toThrow(refusal(directory.packed === 0xffffffff ? 'too_large' : 'broken'))
})

test('data that several entries share, and entries that only one end of the directory counts, are refused', () => {
  const twice = zipOf([
    { name: 'a', content: small },
    { name: 'a', content: small, directory: { at: 0 } },
  ])
  expect(() => assertSmallZip(twice, limits)).toThrow(refusal('broken'))
  const files = ['a', 'b'].map((name) => ({ name, content: small }))
  for (const end of [{ count: 1 }, { count: 1, onThisDisk: 2 }, { count: 2, onThisDisk: 1 }])
    expect(() => assertSmallZip(zipOf(files, end), limits)).toThrow(refusal('broken'))
})

test('tags are counted while a book is unpacked', () => {
  const zip = zipOf([{ name: 'a', content: small }])
  expect(assertSmallZip(zip, { ...limits, tags: 100 })).toEqual(['a'])
  expect(() => assertSmallZip(zip, { ...limits, tags: 99 })).toThrow(refusal('too_demanding'))
})

test('a zip of an exchange gives no more bytes than its limit, whatever it says', () => {
  const zip = zipOf([{ name: 'a.xml', content: bomb, directory: { unpacked: 10 } }])
  expect(() => unzip(zip, limits, () => true, /^$/)).toThrow(refusal('too_large'))
})
