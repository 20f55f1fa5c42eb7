import { type ServedPage, startPage } from '#playground/http/server.ts'
import { phoneNames } from './cast.ts'
import { help, readOptions } from './options.ts'
import { startProduct } from './product.ts'

const DATA = 'data/playground.sqlite'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return console.log(help)
  const product = await startProduct(options.keep ? { databasePath: DATA } : {})
  const page = await startPage(product, options.port).catch(async (error: unknown) => {
    await product.close()
    throw error
  })
  console.log(
    welcome(
      page,
      phoneNames.map((name) => product.phones[name]),
      options.keep,
    ),
  )
  let isClosing = false
  const close = () => {
    if (isClosing) return
    isClosing = true
    void page.close().then(() => product.close())
  }
  process.once('SIGINT', close)
  process.once('SIGTERM', close)
}

function welcome(
  { address }: ServedPage,
  phones: { role: string; profile: { firstName: string } }[],
  keep: boolean,
): string {
  const who = phones.map(({ profile, role }) => `  ${profile.firstName.padEnd(8)}${role}`)
  const data = keep ? `The data stay in ${DATA}.` : 'The data are gone when it stops; with --keep they stay.'
  return [`The playground is at ${address}`, '', ...who, '', `${data} Ctrl+C stops it.`].join('\n')
}

main().catch((error: unknown) => {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  const text = error instanceof Error ? error.message : String(error)
  console.error(isTaken ? `${text}\nThe port is taken: choose another with --port, for example --port 0` : text)
  process.exitCode = 1
})
