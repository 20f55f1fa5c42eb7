import { systemClock } from '#runtime/system.ts'

const ON_SCREEN_EVERY_MS = 100
const IN_A_LOG_EVERY_MS = 5_000

/** Shows a file's progress on standard error: in one line of a screen, in a log every few seconds. */
export function createProgress(name: string) {
  const isScreen = process.stderr.isTTY === true
  let said = systemClock.now()
  return {
    tell(done: number, total: number | null): void {
      const now = systemClock.now()
      if (now - said < (isScreen ? ON_SCREEN_EVERY_MS : IN_A_LOG_EVERY_MS)) return
      said = now
      const far = total ? `${Math.floor((100 * done) / total)} %` : String(done)
      process.stderr.write(isScreen ? `\r\u001b[K${name}: ${far}` : `${name}: ${far}\n`)
    },
    clear(): void {
      if (isScreen) process.stderr.write('\r\u001b[K')
    },
  }
}
