import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

export interface Program {
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
  const child: ChildProcess = spawn(process.execPath, [path.join(root, script), ...args], {
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
  return { up, ended, kill: (signal) => child.kill(signal), said: () => text }
}
