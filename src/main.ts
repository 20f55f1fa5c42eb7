import { flushCompileCache } from 'node:module'
import { createApp } from './app.ts'
import { ConfigError, readEnvironment } from './config.ts'
import { createLog } from './log.ts'

const help = `npm start — the bot. Settings come from the environment and from .env; README.md lists them.
Without Telegram: npm run playground`

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
  await app.start()
  // Kept for the next start, however this one ends.
  flushCompileCache()
  try {
    log.info({ signal: await Promise.race([signal, app.failed]) }, 'stopping')
  } finally {
    await app.stop()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
})
