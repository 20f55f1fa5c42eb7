import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }

/** What npm gives the runtime before the script's name. */
function flagsOf(script: string): string[] {
  const line = Object.values(scripts).find((one: string) => one.startsWith('node ') && one.endsWith(` ${script}`))
  return line?.split(' ').slice(1, -1) ?? []
}

export interface Program {
  pid: number
  /** Ends when the program has said that it is up; throws with its complaint where it ends before. */
  up: Promise<void>
  /** Ends with the exit code. */
  ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** All it has said, on both streams. */
  said(): string
}

/** Starts a script of the project as a person would from the terminal, with nothing but these settings. */
export function run(script: string, env: Record<string, string>, ...args: string[]): Program {
  const child: ChildProcess = spawn(process.execPath, [...flagsOf(script), path.join(root, script), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let isUp: () => void = () => {}
  let isDown: (error: Error) => void = () => {}
  const up = new Promise<void>((resolve, reject) => {
    isUp = resolve
    isDown = reject
  })
  up.catch(() => {})
  const listen = (chunk: Buffer) => {
    text += chunk.toString()
    if (text.includes('the bot is up')) isUp()
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  const ended = once(child, 'close').then(([code]) => {
    isDown(new Error(`ended with ${code}: ${text}`))
    return code as number | null
  })
  return { pid: child.pid ?? 0, up, ended, kill: (signal) => child.kill(signal), said: () => text }
}
