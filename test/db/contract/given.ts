import type { Kysely } from 'kysely'
import type { Schema } from '#db/schema/schema.ts'
import type { Rows } from '../../support/rows.ts'

/** What a module of the contract is given: a fresh database for each test. */
export type Given = () => { db: Kysely<Schema>; rows: Rows }
