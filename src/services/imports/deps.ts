import type { SegmentWriter } from '#search/memory/segment-writer.ts'
import type { Deps } from '#services/kernel/deps.ts'

/** The deps of an import: the terminal has no bot. */
export interface ImportDeps extends Pick<Deps, 'db' | 'clock'> {
  /** The staging tables are temporary: they go with the process. */
  isStagingPrivate?: boolean
  /** True while others wait to write: the import then writes smaller portions. */
  isCrowded?: () => boolean
  /** Set if goods are searched in memory: a large import publishes its search segment. */
  startSegment?: () => SegmentWriter
}
