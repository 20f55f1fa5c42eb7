import type { SegmentWriter } from '#search/memory/segment-writer.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** What an import needs: the terminal has no bot. */
export interface ImportDeps extends Pick<Deps, 'db' | 'clock'> {
  /** Nobody else sees the staging tables: they go with the process. */
  isStagingPrivate?: boolean
  /** Whether others wait to write: then they are let in between smaller portions. */
  isCrowded?: () => boolean
  /** Where goods are searched in memory: a large import publishes what its goods are found by. */
  startSegment?: () => SegmentWriter
}
