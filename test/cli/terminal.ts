import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

export interface Run {
  code: number | null
  out: string
  err: string
}

export interface Terminal {
  folder: string
  databaseUrl: string
  run(tool: 'backup' | 'import' | 'staff' | 'migrate', ...args: string[]): Promise<Run>
}

/** An empty folder with its own database; the tools run in it as processes of their own. */
export async function terminal(env: Record<string, string> = {}): Promise<Terminal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dealerdesk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const databaseUrl = `sqlite:${path.join(folder, 'data', 'test.sqlite')}`
  const given = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, ...env }
  return {
    folder,
    databaseUrl,
    run: (tool, ...args) =>
      new Promise((resolve, reject) => {
        const script = path.join(root, 'src/cli', `${tool}.ts`)
        const child = spawn(process.execPath, [script, ...args], { cwd: folder, env: given })
        const said = { out: '', err: '' }
        child.stdout.on('data', (text) => {
          said.out += text
        })
        child.stderr.on('data', (text) => {
          said.err += text
        })
        child.on('error', reject)
        child.on('close', (code) => resolve({ code, ...said }))
      }),
  }
}
