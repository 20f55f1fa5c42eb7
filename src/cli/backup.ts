import { rename, rm, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readEnvironment } from '#config/config.ts'
import { withoutPassword } from '#config/values.ts'
import { checkWhole, copyInto } from '#db/engine/backup.ts'
import { Complaint, complaintOf } from './complaint.ts'
import { runTool } from './terminal.ts'

const help = `npm run backup -- FILE — writes a copy of the database, whole and checked, to FILE, while the bot works.
For SQLite; a PostgreSQL database is copied by pg_dump. FILE must not be there yet.`

await runTool(help, async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Complaint(help)
  const url = readEnvironment().databaseUrl
  if (!url.startsWith('sqlite:')) throw new Complaint(`${withoutPassword(url)} is PostgreSQL: copy it with pg_dump.`)
  const path = url.slice('sqlite:'.length)
  if (!(await exists(path))) throw new Complaint(`DATABASE_URL=${url}: there is no such file.`)
  if (await exists(file)) throw new Complaint(`${file} is there already: name another file.`)
  // An unfinished backup never has the requested name.
  const part = `${file}.part`
  await rm(part, { force: true })
  try {
    await copyInto(url, part)
    checkWhole(part)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw new Complaint(`No backup was made: ${complaintOf(error)}`)
  }
  const { size } = await stat(file)
  console.log(`${file}: ${(size / 1e6).toFixed(1)} MB, whole.`)
})

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
