import type { Db } from '#db/schema/schema.ts'

/** A field of a segment in V8's serialization, or a piece of it. */
export interface SegmentPart {
  name: string
  bytes: Uint8Array
}

/** Pieces, so that a reader lets others in between. */
const PIECE_BYTES = 1_000_000

/** Publishes a segment with a change of the catalog; the former one is deleted. */
export async function publishSegment(db: Db, changeId: number, parts: readonly SegmentPart[]): Promise<void> {
  await db.deleteFrom('searchSegments').execute()
  let position = 0
  for (const { name, bytes } of parts) {
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE_BYTES) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(PIECE_BYTES, bytes.length - at))
      await db.insertInto('searchSegments').values({ changeId, position, name, bytes: piece }).execute()
      position++
    }
  }
}

/** The pieces of the segment that was published with a change, in their order; none if it is deleted. */
export async function* publishedPieces(db: Db, changeId: number): AsyncGenerator<SegmentPart> {
  for (let position = 0; ; position++) {
    const piece = await db
      .selectFrom('searchSegments')
      .select(['name', 'bytes'])
      .where('changeId', '=', changeId)
      .where('position', '=', position)
      .executeTakeFirst()
    if (!piece) return
    yield piece
  }
}

/** Deletes segments of changes up to this one: nobody needs them any more. */
export async function forgetSegments(db: Db, changeId: number): Promise<void> {
  await db.deleteFrom('searchSegments').where('changeId', '<=', changeId).execute()
}
