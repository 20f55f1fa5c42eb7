import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

interface Mutant {
  what: string
  file: string
  code: string
  instead: string
}

/** Ways to break the reserve, the payments, the credit and the outbox; each must be noticed. */
const mutants: Mutant[] = [
  {
    what: 'the clock releases what is protected',
    file: 'src/db/reserve/clock.ts',
    code: '\n  and reservations.protected_at is null)`',
    instead: ')`',
  },
  {
    what: 'money protects nothing',
    file: 'src/services/money/payments.ts',
    code: 'await protectRows(tx, { invoiceId }, now)',
    instead: '',
  },
  {
    what: 'protected rows do not count as taken',
    file: 'src/db/catalog/stock.ts',
    code: 'reservations.protected_at is not null or ',
    instead: '',
  },
  {
    what: 'goods are handed over without leaving the stock',
    file: 'src/db/catalog/stock.ts',
    code: '`on_hand - ',
    instead: '`on_hand - 0 * ',
  },
  {
    what: 'a notice that was sent is not marked',
    file: 'src/services/notices/outbox.ts',
    code: 'sentAt: now, messageId: delivery.messageId',
    instead: 'messageId: delivery.messageId',
  },
  {
    what: 'a notice whose answer was lost goes out again, unmarked',
    file: 'src/services/notices/outbox.ts',
    code: "case 'uncertain':\n      return settleNotice(deps.db, row.id, { sentAt: now, ",
    instead: "case 'uncertain':\n      return settleNotice(deps.db, row.id, { nextTryAt: now }); void ({",
  },
  {
    what: 'nobody looks at the credit limit',
    file: 'src/domain/shipping/shipments.ts',
    code: "terms.owedKopecks > terms.creditLimitKopecks ? 'limit' : null",
    instead: 'null',
  },
  {
    what: 'open requests do not use up the credit limit',
    file: 'src/services/money/settlements.ts',
    code: '[...shipped, ...still]',
    instead: '[...shipped, ...still.slice(-1)]',
  },
  {
    what: 'what has run out comes to life again where the clock is set back',
    file: 'src/services/reserve/stock-lock.ts',
    code: 'await runOut(tx, productIds, now)',
    instead: '[]',
  },
  {
    what: 'money that was given for an invoice counts as paid ahead, too',
    file: 'src/db/money/settlements.ts',
    code: 'where allocations.payment_id = payments.id), 0)',
    instead: 'where allocations.payment_id = -payments.id), 0)',
  },
]

/** Runs the interleavings and the simulation over a copy with the mutant in it; true when either notices. */
function isCaught({ file, code, instead }: Mutant): boolean {
  const copy = mkdtempSync(path.join(tmpdir(), 'dealerdesk-mutant-'))
  try {
    for (const name of ['src', 'test', 'locales', 'migrations', 'package.json', 'tsconfig.json', 'vitest.config.ts']) {
      cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
    const source = readFileSync(path.join(copy, file), 'utf8')
    if (!source.includes(code)) throw new Error(`${file} no longer has: ${code}`)
    writeFileSync(
      path.join(copy, file),
      source.replace(code, () => instead),
    )
    const run = (...args: string[]) =>
      spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: 300_000 }).status
    if (run('node_modules/vitest/vitest.mjs', 'run', 'test/services/interleavings.test.ts', '-t', 'sqlite') !== 0)
      return true
    return run('test/simulation/main.ts', '--seeds', '40') !== 0
  } finally {
    rmSync(copy, { recursive: true })
  }
}

const unbroken: Mutant = { what: 'nothing', file: 'src/db/catalog/stock.ts', code: 'on_hand', instead: 'on_hand' }
if (isCaught(unbroken)) throw new Error('the tests fail without a mutant: what they catch proves nothing')

for (const mutant of mutants) {
  const caught = isCaught(mutant)
  console.log(`${caught ? 'caught ' : 'SURVIVED'} ${mutant.what}`)
  if (!caught) process.exitCode = 1
}
