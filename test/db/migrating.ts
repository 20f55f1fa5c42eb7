import { migrate } from '#db/engine/migrate.ts'
import { openDatabase } from '#db/engine/open.ts'

/** A program that migrates the database at the address that it is given, and says what it did. */
const db = openDatabase(process.argv[2] ?? '')
const done = await migrate(db)
await db.destroy()
console.log(done.length)
