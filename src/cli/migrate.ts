import { parseArgs } from 'node:util'
import { readEnvironment } from '#config/config.ts'
import { runTool, withDatabase } from './terminal.ts'

const help = `npm run migrate — brings the database that DATABASE_URL names to the newest shape.
The bot and the other tools do so by themselves when they start.`

await runTool(help, async () => {
  parseArgs({ options: {} })
  await withDatabase(readEnvironment().databaseUrl, async (_, migrated) => {
    console.log(migrated.length > 0 ? migrated.join('\n') : 'The database has the newest shape already.')
  })
})
