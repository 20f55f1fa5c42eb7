import { writeFile } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { openDatabase } from './open.ts'

/**
 * Copies an SQLite database as of one instant into `file`, which only its owner may read; writers do not wait for it.
 * Unlike SQLite's online backup, it does not restart at each foreign write.
 */
export async function copyInto(url: string, file: string): Promise<void> {
  await writeFile(file, '', { mode: 0o600, flag: 'wx' })
  const db = openDatabase(url)
  try {
    await sql`vacuum into ${file}`.execute(db)
  } finally {
    await db.destroy()
  }
}

/** Throws if a page, an index or a reference of an SQLite file is broken. */
export function checkWhole(file: string): void {
  const db = new Database(file, { readonly: true })
  try {
    const found = db.pragma('integrity_check(1)') as { integrity_check: string }[]
    const said = found[0]?.integrity_check
    if (said !== 'ok') throw new Error(`the copy is broken: ${said}`)
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
      throw new Error('the copy has rows that refer to nothing')
  } finally {
    db.close()
  }
}
