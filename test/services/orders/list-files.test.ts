import { expect, test } from 'vitest'
import { readPastedOrderTable } from '#exchange/orders/pasted-order-table.ts'
import { createListFiles, type ListBounds, listBounds } from '#services/orders/list-files.ts'
import { programs } from '#workers/programs.ts'
import { bookOfCells, formsInForms, longPdf } from '../../support/poison.ts'
import { csvOf, sheetOf } from './pasted-order-tables.ts'

const reader = (bounds: Partial<ListBounds> = {}) => {
  const errors: unknown[] = []
  return {
    errors,
    files: createListFiles({
      program: programs.listReader,
      onError: (error) => errors.push(error),
      // A busy machine is slow: only a test about time has little of it.
      bounds: { ...listBounds, deadlineMs: 60_000, ...bounds },
    }),
  }
}
const csv = (rows: number) => csvOf(`Артикул;Заказ, шт\n${'PT-700;1\n'.repeat(rows)}`)

test('a file is read in a process as it is read here', async () => {
  const { files, errors } = reader()
  const book = sheetOf([
    ['Артикул', 'Наименование', 'Заказ, шт'],
    ...Array.from({ length: 180 }, (_, i) => [`PT-${i}`, `Проектор ${i}`, (i % 3) + 1]),
  ])
  const lines = csvOf(Array.from({ length: 900 }, (_, i) => `PT-${i} - ${(i % 9) + 1} шт`).join('\n'))
  for (const bytes of [book, csv(900), lines, csv(3), csv(9999), Uint8Array.of(0x25, 0x50, 0, 1, 2), new Uint8Array()])
    expect(await files.read(bytes)).toEqual(await readPastedOrderTable(bytes))
  expect(errors).toEqual([])
})

test('whatever a file costs its reader, its sender is told and the next file is read', async () => {
  const { files, errors } = reader({ deadlineMs: 5000, processes: 1 })
  const started = [files.read(formsInForms(10, 10)), files.read(csv(600))]
  expect(await Promise.all(started)).toMatchObject([{ ok: false, reason: 'too_slow', detail: '5' }, { ok: true }])
  expect(errors).toEqual([])
})

test('a file that needs more memory than its reader has is refused', { timeout: 120_000 }, async () => {
  const { files, errors } = reader({ heapMb: 12 })
  // Within the limits of what is counted.
  expect(await files.read(bookOfCells(4000, 240))).toMatchObject({ ok: false, reason: 'too_demanding' })
  expect(errors).toEqual([])
})

test('bytes outside the heap are counted as well', async () => {
  const { files } = reader({ residentMb: 20 })
  expect(await files.read(formsInForms(10, 10))).toMatchObject({ ok: false, reason: 'too_demanding' })
})

test('cells, text items and unpacked bytes are counted before anybody makes objects of them', async () => {
  const demanding = { ok: false, reason: 'too_demanding' }
  expect(await readPastedOrderTable(bookOfCells(3400, 400))).toMatchObject(demanding)
  expect(await readPastedOrderTable(longPdf(40_000_000))).toMatchObject(demanding)
  expect(await readPastedOrderTable(longPdf(40_000_000, 2))).toMatchObject(demanding)
  expect(await readPastedOrderTable(csvOf(`${'1;'.repeat(299)}1\n`.repeat(300)))).toMatchObject(demanding)
})
