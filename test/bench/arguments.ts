import path from 'node:path'

/** What stands behind `--name` on the command line. */
export function argument(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** The file of models from which goods are grown. */
export const models =
  argument('models') ??
  process.env.BENCH_MODELS ??
  path.join(import.meta.dirname, '../../../shared/fixtures/catalog/allwave-av-products-4029.json')
