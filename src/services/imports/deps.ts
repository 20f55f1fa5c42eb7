import type { ReadDeps } from '#services/kernel/deps.ts'
import type { SegmentWriter } from '#services/search/segment-writer.ts'

/** What an import needs: the terminal has no bot. */
export interface ImportDeps extends ReadDeps {
  /** Nobody else sees the staging tables: they go with the process. */
  isStagingApart?: boolean
  /** Whether others wait to write: then they are let in between smaller portions. */
  isCrowded?: () => boolean
  /** Where goods are searched in memory: a large import publishes what its goods are found by. */
  startSegment?: () => SegmentWriter
}
