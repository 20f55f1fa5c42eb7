import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Tests in a browser are skipped where there is none. */
export const hasBrowser = existsSync(executablePath)

if (!hasBrowser)
  console.info(`no Chromium at ${executablePath} (CHROMIUM names another): the suites in a browser are skipped`)

export function openBrowser(): Promise<Browser> {
  const quiet = ['background-networking', 'component-update', 'sync', 'gpu'].map((what) => `--disable-${what}`)
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] })
}

/** Takes a picture for whoever wants to look at it; with SCREENSHOTS=FOLDER those of the README go there. */
export async function picture(page: Page, name: string, isForReadme = false): Promise<void> {
  const folder = (isForReadme && process.env.SCREENSHOTS) || 'test-output'
  if (folder !== 'test-output') await page.locator('[data-toast]').last().waitFor({ state: 'detached' })
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** One phone on the page, as a person uses it. */
export function phoneOn(page: Page, name: 'dealer' | 'manager' | 'support' | 'newcomer') {
  const phone = page.locator(`[data-phone="${name}"]`)
  const messages = phone.locator('[data-message]')
  const last = messages.last()
  const button = (label: string | RegExp) => phone.locator('button[data-inline]').filter({ hasText: label }).last()
  return {
    phone,
    button,
    /** Presses the newest button with this label and waits until the bot has answered. */
    async taps(label: string | RegExp): Promise<void> {
      const pressed = button(label)
      await pressed.waitFor()
      const answered = page.waitForResponse((response) => response.url().endsWith(`/${name}/press`))
      await pressed.click()
      await answered
    },
    /** Sends a text; ends when it stands in the chat, so that the newest message is not one from before. */
    async types(text: string): Promise<void> {
      const before = await messages.count()
      await phone.getByRole('textbox', { name: 'Сообщение' }).fill(text)
      await phone.getByRole('button', { name: 'Отправить', exact: true }).click()
      await messages.nth(before).waitFor()
    },
    /** Waits until the newest message says this. */
    sees: (text: string | RegExp) => last.filter({ hasText: text }).waitFor(),
    /** Waits until some message says this. */
    hasSeen: (text: string | RegExp) => messages.filter({ hasText: text }).last().waitFor(),
    text: async () => (await last.textContent()) ?? '',
  }
}

export type PhoneOnPage = ReturnType<typeof phoneOn>
