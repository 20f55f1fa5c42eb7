import { flushCompileCache } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { Complaint } from '#cli/complaint.ts'
import { ConfigError, readEnvironment } from '#config/config.ts'
import { createLog } from '#runtime/log.ts'
import { createApp } from './app.ts'

const help = `npm start — the bot. Settings come from the environment and from .env; README.md lists them.
Without Telegram: npm run playground`

const STOP_MS = 15_000

/** config → app → start; stops once, cleanly. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) return console.log(help)
  const config = readEnvironment({ needsToken: true })
  const log = createLog(config.logLevel)
  const app = await createApp({ config, log })
  const signal = new Promise<string>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
  try {
    const started = app.start()
    started.catch(() => {})
    await Promise.race([started, signal])
    // Saved for the next start, however this one ends.
    flushCompileCache()
    log.info({ signal: await Promise.race([signal, app.failed]) }, 'stopping')
  } finally {
    // Unfinished work is saved, and taken up at the next start.
    const isOver = await Promise.race([app.stop().then(() => true), pause(STOP_MS, false, { ref: false })])
    if (!isOver) log.warn('some work did not end in time: the next start goes on with it')
    if (!isOver) setImmediate(() => process.exit())
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof Complaint ? error.message : error)
  process.exitCode = 1
})
