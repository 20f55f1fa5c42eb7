import { access, constants, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from '#config/config.ts'
import { makeStagingPrivate } from '#db/imports/staging.ts'
import { isCommerceml } from '#exchange/catalog.ts'
import { type Texts, translator } from '#i18n.ts'
import type { ImportDeps } from '#services/imports/deps.ts'
import { importCatalog } from '#services/imports/imports.ts'
import { lookAtImport } from '#services/imports/look.ts'
import type { ImportCatalog } from '#services/imports/outcome.ts'
import { startSegment } from '#workers/programs.ts'
import { Complaint, complaintOf } from './complaint.ts'
import { asOne, inWords, type TakenFile } from './import-words.ts'
import { createProgress } from './progress.ts'
import { runTool, withDeps } from './terminal.ts'

const help = `npm run import -- [--json] [--dry-run] FILE…

Takes price lists in: CSV, XLSX and other tables, YML, or CommerceML (1C). Each file is taken in whole or, where it is
broken, not at all; the same file again changes nothing. Files of 1C in one call are one session: goods that none of
them names are hidden only when all parts are there. It may run while the bot does.

  --dry-run  say what the files would change (new, changed, hidden, prices up and down), and change nothing
  --json  print one object: {"new":0,"changed":0,"unchanged":0,"hidden":0,"rejected":[{"row":7,"reason":"…"}]}
          with the sums of all files; of several files each rejected row names its "file". A cell that
          could not be read is named, too, with its column: the rest of its row is taken. A dry run adds "prices"
  --help  this text

Exit code: 0, or 1 where any of the files was not taken in. Rows that are rejected are no failure of their file.`

await runTool(help, async () => {
  const { values, positionals: files } = parseArgs({
    options: { json: { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (files.length === 0) throw new Complaint('No file given: npm run import -- price.csv\nSee --help.')
  await withDeps(async ({ db, clock, settings }) => {
    // The bot may be writing: it waits only for small portions; and searching: it takes in the published segment. A
    // look works in its own copy.
    const staging = { isStagingPrivate: !values['dry-run'] && (await makeStagingPrivate(db)), isCrowded: () => true }
    const deps = { db, clock, ...staging, ...(readEnvironment().search === 'memory' ? { startSegment } : {}) }
    const texts = translator(settings.locale)
    const taken: TakenFile[] = []
    for (const group of await sessionsOf(files)) {
      const file = group.join(', ')
      const outcome = await takeIn(deps, group, texts, values['dry-run'])
      if (typeof outcome === 'string') {
        console.error(`${file}: ${outcome}`)
        process.exitCode = 1
        continue
      }
      const one = { file, ...outcome }
      taken.push(one)
      for (const { sku, warehouse, onHand, reserved } of outcome.result.oversold) {
        console.error(
          `${file}: ${texts.label('imports.oversold', { list: `${sku}, ${warehouse} (${onHand} < ${reserved})` })}`,
        )
      }
      if (!values.json) console.log(inWords(one, texts))
    }
    if (values.json) console.log(JSON.stringify(asOne(taken, files.length > 1, texts)))
  })
})

/**
 * Groups files into sessions: files of 1C in one call are one, taken in whole or not at all; each other file is one by
 * itself.
 */
async function sessionsOf(files: readonly string[]): Promise<string[][]> {
  const ofOneC: string[] = []
  const others: string[][] = []
  for (const file of files) {
    const isOfOneC = await isCommerceml({ name: path.basename(file), path: file }).catch(() => false)
    if (isOfOneC) ofOneC.push(file)
    else others.push([file])
  }
  return ofOneC.length > 0 ? [ofOneC, ...others] : others
}

/** The changes that files made or would make, or the reason why they were not taken in. */
async function takeIn(
  deps: ImportDeps,
  files: readonly string[],
  texts: Texts,
  isDryRun: boolean,
): Promise<Omit<TakenFile, 'file'> | string> {
  const progress = createProgress(files.join(', '))
  try {
    for (const file of files) {
      if ((await stat(file)).isDirectory()) return 'a directory: name the files in it'
      await access(file, constants.R_OK)
    }
    const given = files.map((file) => ({ name: path.basename(file), path: file }))
    if (isDryRun) {
      const seen = await lookAtImport(deps, null, given, progress.tell)
      return seen.ok ? { result: seen.look.result, look: seen.look } : problemOf(seen, texts)
    }
    const outcome = await importCatalog(deps, null, given, progress.tell)
    return outcome.ok ? { result: outcome.result } : problemOf(outcome, texts)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT') return 'no such file'
    if (code === 'EACCES') return 'not readable: no permission'
    return complaintOf(error)
  } finally {
    progress.clear()
  }
}

function problemOf({ reason, detail }: Extract<ImportCatalog, { ok: false }>, { label }: Texts): string {
  return label(`imports.problem.${reason}`, { detail })
}
