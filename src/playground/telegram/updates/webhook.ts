import type { Update } from 'grammy/types'
import type { Cloud } from '#playground/telegram/cloud.ts'
import { type Args, flag, integer, json, text } from '#playground/telegram/wire/args.ts'
import { refuse, tooManyRequests } from '#playground/telegram/wire/errors.ts'
import { isObject, parseJson } from '#playground/telegram/wire/json.ts'
import { terminatePoll } from './polling.ts'
import { dropExpired, type Pending, setAllowed, type WebhookState } from './updates.ts'

const SECRET_LENGTH = 256
const AGAIN_AFTER_MS = 1000
const ANSWER_WITHIN_MS = 60_000
// Real delays double from 2 s to about 90 s; here a test waits.
const RETRY_MS = 20
const RETRY_MAX_MS = 1000
const PORTS = ['', '80', '88', '443', '8443']

/** Sets, changes or (with an empty url) removes the webhook; answers the result in words. */
export function setWebhook(cloud: Cloud, args: Args): string {
  const { updates } = cloud
  const url = text(args, 'url')
  const secret = text(args, 'secret_token')
  if (url === '') return deleteWebhook(cloud, args)
  if (Buffer.byteLength(secret) > SECRET_LENGTH) throw refuse('Secret token is too long')
  if (/[^\w-]/.test(secret)) throw refuse('Secret token contains unallowed characters')
  if (cloud.now() - updates.webhookSetAt < AGAIN_AFTER_MS) throw tooManyRequests(1)
  checkUrl(url)

  setAllowed(updates, json(args, 'allowed_updates'))
  const maxConnections = integer(args, 'max_connections', 40, 1, 100)
  const old = updates.webhook
  if (flag(args, 'drop_pending_updates')) updates.pending = []
  if (old?.url === url && old.secret === secret && old.maxConnections === maxConnections)
    return 'Webhook is already set'
  if (old) old.isStopped = true
  terminatePoll(cloud, 'terminated by setWebhook request')
  updates.webhookSetAt = cloud.now()
  updates.webhook = {
    url,
    secret,
    maxConnections,
    busy: new Set(),
    failures: new Map(),
    lastError: undefined,
    isStopped: false,
  }
  updates.wakeWebhook = () => pump(cloud)
  pump(cloud)
  return 'Webhook was set'
}

/** Removes the webhook; updates wait for getUpdates again. */
export function deleteWebhook({ updates }: Cloud, args: Args): string {
  if (flag(args, 'drop_pending_updates')) updates.pending = []
  if (!updates.webhook) return 'Webhook is already deleted'
  updates.webhook.isStopped = true
  updates.webhook = undefined
  updates.wakeWebhook = undefined
  return 'Webhook was deleted'
}

/** The webhook, the count of updates that wait for it, and its last failure. */
export function getWebhookInfo(cloud: Cloud) {
  dropExpired(cloud)
  const { webhook, pending, allowed } = cloud.updates
  const error = webhook?.lastError
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: pending.length,
    ...(webhook && {
      max_connections: webhook.maxConnections,
      ip_address: '127.0.0.1',
      allowed_updates: [...allowed],
    }),
    ...(error && { last_error_date: error.date, last_error_message: error.message }),
  }
}

/** Telegram wants HTTPS on four ports; only this machine may listen on plain HTTP and on any port. */
function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw refuse('invalid webhook URL specified')
  const { protocol, hostname, port } = new URL(url)
  if (protocol === 'http:' && hostname === '127.0.0.1') return
  if (protocol !== 'https:') throw refuse('bad webhook: An HTTPS URL must be provided for webhook')
  if (!PORTS.includes(port)) throw refuse('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  if (/^(10\.|127\.|192\.168\.|169\.254\.|0\.)/.test(hostname))
    throw refuse(`bad webhook: IP address ${hostname} is reserved`)
  if (!hostname.includes('.')) throw refuse('bad webhook: Failed to resolve host: Name or service not known')
}

/** Starts a delivery for every queue that has an update and isn't busy. */
function pump(cloud: Cloud): void {
  const { webhook } = cloud.updates
  if (!webhook || webhook.isStopped) return
  dropExpired(cloud)
  for (const pending of cloud.updates.pending) {
    if (webhook.busy.size >= webhook.maxConnections) return
    if (webhook.busy.has(pending.queue)) continue
    webhook.busy.add(pending.queue)
    void deliverNext(cloud, webhook, pending)
  }
}

// The queue stays busy while it waits to try again, so that nothing overtakes the failed update.
async function deliverNext(cloud: Cloud, webhook: WebhookState, pending: Pending): Promise<void> {
  const problem = await post(cloud, webhook, pending.update)
  if (webhook.isStopped) return
  if (problem === undefined) {
    cloud.updates.pending = cloud.updates.pending.filter((other) => other !== pending)
    webhook.failures.delete(pending.queue)
  } else {
    webhook.lastError = { date: Math.floor(cloud.now() / 1000), message: problem }
    const failures = webhook.failures.get(pending.queue) ?? 0
    webhook.failures.set(pending.queue, failures + 1)
    if (failures > 0) await pause(Math.min(RETRY_MS * 2 ** (failures - 1), RETRY_MAX_MS))
  }
  webhook.busy.delete(pending.queue)
  pump(cloud)
}

/** One delivery; answers the complaint if it failed, as getWebhookInfo shows it. */
async function post(cloud: Cloud, webhook: WebhookState, update: Update): Promise<string | undefined> {
  const secret = webhook.secret && { 'X-Telegram-Bot-Api-Secret-Token': webhook.secret }
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...secret },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const body = await response.text()
    if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`
    await runReply(cloud, body)
    return undefined
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'Read timeout expired' : 'Connection refused'
  }
}

const NOT_IN_REPLIES = /^(setwebhook|deletewebhook|close|logout|get.*)$/i

/** The answer to a webhook may be one call, whose result nobody sees. */
async function runReply(cloud: Cloud, body: string): Promise<void> {
  const call = parseJson(body)
  if (!isObject(call) || typeof call.method !== 'string' || NOT_IN_REPLIES.test(call.method)) return
  const given = Object.entries(call).filter(([name]) => name !== 'method')
  const values = new Map(
    given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
  await cloud.run(call.method, { values, uploads: new Map() }).catch(() => undefined)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
