import { Worker } from 'node:worker_threads'

/**
 * Ends this process once it holds more than so many megabytes. A heap limit does not count arrays of bytes, and a timer
 * would wait for the work to pause: a thread of its own looks, however busy the process is.
 */
export function guardMemory(residentMb: number): void {
  new Worker(new URL('./memory-guard-thread.ts', import.meta.url), { workerData: residentMb }).unref()
}
