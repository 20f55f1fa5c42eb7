import { workerData } from 'node:worker_threads'

const LOOK_EVERY_MS = 50

/** The thread of `guardMemory`. */
setInterval(() => {
  if (process.memoryUsage.rss() > workerData * 1024 * 1024) process.kill(process.pid, 'SIGKILL')
}, LOOK_EVERY_MS)
