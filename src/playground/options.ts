import { parseArgs } from 'node:util'

export const help = `npm run playground [-- OPTIONS]

The whole product without Telegram: the bot, a demo catalog, and a page with four phones.

  --port N   where the page is served on this machine (default 8484; 0: any free port)
  --keep     keep the data in data/playground.sqlite; otherwise every start is a fresh one
  --help     this text`

export interface Options {
  port: number
  keep: boolean
  help: boolean
}

/** Reads the command line; throws a message for the person at the terminal. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8484' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : -1
  if (port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: a port is a number from 0 to 65535, for example 8484`)
  return { port, keep: values.keep, help: values.help }
}
