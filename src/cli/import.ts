import { access, constants, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from '../config.ts'
import { keepStagingApart } from '../db/import-staging.ts'
import { type Texts, translator } from '../i18n.ts'
import type { ImportDeps } from '../services/deps.ts'
import type { ImportCatalog, ImportResult } from '../services/import-outcome.ts'
import { importCatalog } from '../services/imports.ts'
import { startSegment } from '../services/segment-writer.ts'
import { createProgress } from './progress.ts'
import { Complaint, complaintOf, runTool, withDeps } from './terminal.ts'

const help = `npm run import -- [--json] FILE…

Takes price lists in: CSV, XLSX or CommerceML (1C). Each file is taken in whole or, where it is broken, not at all;
the same file again changes nothing. It may run while the bot does.

  --json  print one object: {"new":0,"changed":0,"unchanged":0,"hidden":0,"rejected":[{"row":7,"reason":"…"}]}
          with the sums of all files; of several files each rejected row names its "file"
  --help  this text

Exit code: 0, or 1 where any of the files was not taken in. Rows that are rejected are no failure of their file.`

await runTool(help, async () => {
  const { values, positionals: files } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (files.length === 0) throw new Complaint('No file given: npm run import -- price.csv\nSee --help.')
  await withDeps(async ({ db, clock, settings }) => {
    // The bot may be writing: it waits for small portions only; and searching: it takes in what is published.
    const apart = { isStagingApart: await keepStagingApart(db), isCrowded: () => true }
    const deps = { db, clock, ...apart, ...(readEnvironment().search === 'memory' ? { startSegment } : {}) }
    const texts = translator(settings.locale)
    const taken: { file: string; result: ImportResult }[] = []
    for (const file of files) {
      const outcome = await takeIn(deps, file, texts)
      if (typeof outcome === 'string') {
        console.error(`${file}: ${outcome}`)
        process.exitCode = 1
        continue
      }
      taken.push({ file, result: outcome })
      for (const { sku, warehouse, onHand, reserved } of outcome.oversold) {
        console.error(
          `${file}: ${texts.label('imports.oversold', { list: `${sku}, ${warehouse} (${onHand} < ${reserved})` })}`,
        )
      }
      if (!values.json) console.log(inWords(file, outcome, texts))
    }
    if (values.json) console.log(JSON.stringify(asOne(taken, files.length > 1, texts)))
  })
})

/** What a file brought, or why it was not taken in. */
async function takeIn(deps: ImportDeps, file: string, texts: Texts): Promise<ImportResult | string> {
  const progress = createProgress(file)
  try {
    if ((await stat(file)).isDirectory()) return 'a directory: name the files in it'
    await access(file, constants.R_OK)
    const outcome = await importCatalog(deps, null, { name: path.basename(file), path: file }, progress.tell)
    return outcome.ok ? outcome.result : problemOf(outcome, texts)
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

function inWords(
  file: string,
  { changed, unchanged, hidden, rejected, ...result }: ImportResult,
  texts: Texts,
): string {
  const counts = { name: file, added: result.new, changed, unchanged, hidden }
  const lines = [texts.label('imports.done', counts).replace(/<[^>]+>/g, '')]
  if (rejected.length > 0)
    lines.push(texts.label('imports.rejected', { count: rejected.length }).replace(/<[^>]+>/g, ''))
  for (const { row, reason, value } of rejected) {
    const told = { row, reason: texts.label(`imports.reason.${reason}`), value: value ?? '' }
    lines.push(texts.label(value ? 'imports.rejectedValue' : 'imports.rejectedRow', told))
  }
  return lines.join('\n')
}

function asOne(taken: readonly { file: string; result: ImportResult }[], named: boolean, { label }: Texts) {
  const sum = (what: 'new' | 'changed' | 'unchanged' | 'hidden') =>
    taken.reduce((all, { result }) => all + result[what], 0)
  const rejected = taken.flatMap(({ file, result }) =>
    result.rejected.map(({ row, reason, value }) => {
      const words = label(`imports.reason.${reason}`)
      return { ...(named ? { file } : {}), row, reason: value ? `${words}: ${value}` : words }
    }),
  )
  return {
    new: sum('new'),
    changed: sum('changed'),
    unchanged: sum('unchanged'),
    hidden: sum('hidden'),
    rejected,
  }
}
