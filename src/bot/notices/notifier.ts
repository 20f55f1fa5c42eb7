import { Api, type ApiClientOptions, GrammyError, HttpError } from 'grammy'
import { syncCommands } from '#bot/kit/commands.ts'
import { sendView } from '#bot/kit/shell.ts'
import { uiFor } from '#bot/kit/ui.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import { isNight, seconds } from '#domain/time.ts'
import type { Log } from '#runtime/log.ts'
import type { Delivery, Deps, DueNotice, LoadedNotice, Notifier } from '#services/kernel/deps.ts'
import { EditLost, invoiceCards, quiet, sendCard, shipmentCards } from './invoice-message.ts'
import { formerView, noticeView } from './notice-views.ts'

export interface NotifierGiven extends Pick<Deps, 'db' | 'clock' | 'settings'> {
  token: string
  client: ApiClientOptions
  log: Log
}

/** Draws a notice in its receiver's language and sends it; at night without sound. */
export function createNotifier({ token, client, log, ...given }: NotifierGiven): Notifier {
  // A send that hangs is given up before its lease ends.
  const api = new Api(token, { ...client, timeoutSeconds: noticeLimits.noticeTimeoutMs / 1000 })
  return {
    async send(notice: LoadedNotice): Promise<Delivery> {
      const { userId, receiver, invoiceId, shipmentId, place } = notice
      const ui = uiFor(given, receiver.user)
      if (notice.kind === 'welcome' || notice.kind === 'dismissed')
        await syncCommands(given.db, api, log, receiver.actor, ui)
      const view = noticeView(ui, notice)
      // A quiet step of a request has a message only for want of one that it could change.
      const isQuiet = shipmentId !== null && place !== 'anew'
      const silent = isQuiet || isNight(ui.now, ui.timeZone)
      const cards = shipmentId === null ? invoiceCards : shipmentCards
      const aboutId = shipmentId ?? invoiceId
      try {
        const messageId =
          aboutId === null
            ? await sendView(api, userId, view, quiet(silent))
            : await sendCard(given, api, {
                ...{ userId, view, silent, cards, aboutId },
                ...{ former: formerView(ui, notice), where: place },
              })
        return messageId === null ? { outcome: 'obsolete' } : { outcome: 'sent', messageId }
      } catch (error) {
        return failed(error, log, notice)
      }
    },
  }
}

/** The call never reached Telegram: a repeated send makes no double. */
const NOT_CONNECTED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/

function failed(error: unknown, log: Log, notice: DueNotice): Delivery {
  // An invoice message that is changed twice is the same: a lost edit is simply repeated.
  if (error instanceof EditLost) return { outcome: 'retry', afterMs: null, failure: error.message }
  if (error instanceof HttpError) {
    const failure = String((error.error as { code?: string } | undefined)?.code ?? error.error)
    if (NOT_CONNECTED.test(failure) || NOT_CONNECTED.test(String(error.error)))
      return { outcome: 'retry', afterMs: null, failure }
    return { outcome: 'uncertain', failure }
  }
  if (!(error instanceof GrammyError)) throw error
  const { error_code: code, description, parameters } = error
  if (code === 429) return { outcome: 'retry', afterMs: seconds(parameters.retry_after ?? 1), failure: description }
  // 500 is Telegram's own statement that it failed; a gateway only states that it heard no answer, so the notice may
  // have been sent.
  if (code > 500) return { outcome: 'retry', afterMs: null, failure: `uncertain: ${description}` }
  if (code === 500) return { outcome: 'retry', afterMs: null, failure: description }
  if (code === 403 || /chat not found|user is deactivated/.test(description)) return { outcome: 'unreachable' }
  log.error({ noticeId: notice.id, kind: notice.kind, description }, 'Telegram refused a notice')
  return { outcome: 'obsolete' }
}
