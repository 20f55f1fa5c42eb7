import { expect, test } from 'vitest'
import { readOptions } from '#playground/options.ts'

test('without options the page is at 8484 and the data are gone at the end', () => {
  expect(readOptions([])).toEqual({ port: 8484, keep: false, help: false })
})

test('port, keep and help are taken', () => {
  expect(readOptions(['--port', '0', '--keep'])).toMatchObject({ port: 0, keep: true })
  expect(readOptions(['--port=9000', '--help'])).toMatchObject({ port: 9000, help: true })
})

test.each([['--port', 'x'], ['--port', '70000'], ['--port', '-1'], ['--port', ''], ['--what'], ['extra']])(
  '%s %s is refused',
  (...args) => {
    expect(() => readOptions(args)).toThrow()
  },
)
