import { Worker } from 'node:worker_threads'

/**
 * Ends this process once it uses more than `residentMb` megabytes. A heap limit does not count arrays of bytes, and a
 * timer would wait for a pause of the work: a separate thread looks, however busy the process is.
 */
export function guardMemory(residentMb: number): void {
  new Worker(new URL('./memory-guard-thread.ts', import.meta.url), { workerData: residentMb }).unref()
}
