import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'

if (!process.env.TEST_POSTGRES_URL) console.info('TEST_POSTGRES_URL is not set: the suites on PostgreSQL are skipped')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A process per file: better-sqlite3 and PGlite hold native memory that threads don't give back.
    pool: 'forks',
    // Ends only a test that hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes when it comes: a busy machine is slow.
    expect: { poll: { timeout: 20_000 } },
  },
})
