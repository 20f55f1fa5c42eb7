import { type Api, GrammyError, HttpError } from 'grammy'
import { findPerson, type Person } from '../db/people.ts'
import { limits } from '../domain/limits.ts'
import { isNight, seconds } from '../domain/time.ts'
import type { Log } from '../log.ts'
import type { Delivery, Deps, DueNotice, Notifier } from '../services/deps.ts'
import { isStillTrue, type NoticeSubject, noticeSubject } from '../services/notice-subjects.ts'
import { syncCommands } from './commands.ts'
import type { Ui, View } from './context.ts'
import { toMessage } from './middleware/shell.ts'
import { uiFor } from './ui.ts'
import {
  paymentRecordedView,
  reserveEndedView,
  reserveWarningView,
  shipmentCancelledView,
  shipmentMovedView,
} from './views/notices.ts'
import { registrationCardView, welcomeView } from './views/people.ts'
import { shipmentView } from './views/shipments.ts'

/** Renders a notice in its receiver's language, as things stand now, and sends it; at night without sound. */
export function createNotifier(given: { deps: () => Deps; api: Api; log: Log }): Notifier {
  const { api, log } = given
  return {
    async send(notice: DueNotice): Promise<Delivery> {
      const deps = given.deps()
      const person = await findPerson(deps.db, notice.userId)
      if (!person || person.user.blockedAt !== null) return { outcome: 'unreachable' }
      const subject = await noticeSubject(deps, person.actor, notice)
      if (!subject || !isStillTrue(subject, notice, deps.clock.now())) return { outcome: 'obsolete' }
      const ui = uiFor(deps, person.user)
      const view = viewOf(ui, person, subject, notice)
      if (notice.kind === 'welcome') await syncCommands(deps, api, log, person.actor, ui)
      try {
        const silent = isNight(ui.now, ui.timeZone)
        const message = { ...toMessage(view), disable_notification: silent }
        const sent = await api.sendMessage(
          notice.userId,
          view.text,
          message,
          AbortSignal.timeout(limits.noticeTimeout) as Signal,
        )
        return { outcome: 'sent', messageId: sent.message_id }
      } catch (error) {
        return failed(error, log, notice)
      }
    },
  }
}

function viewOf(ui: Ui, { actor }: Person, subject: NoticeSubject, { details }: DueNotice): View {
  const number = (key: string) => Number(details[key] ?? 0)
  switch (subject.kind) {
    case 'registration':
      return registrationCardView(ui, subject.card)
    case 'welcome':
      return welcomeView(ui, subject.company)
    case 'registration_refused':
      return { text: ui.t('people.refusedNotice') }
    case 'reserve_warning':
      return reserveWarningView(ui, subject.sheet, number('untilAt'), actor.companyId !== subject.sheet.company.id)
    case 'reserve_ended': {
      const ended = { quantity: number('quantity'), endedAt: number('endedAt') }
      return reserveEndedView(ui, subject.sheet, ended, actor.companyId !== subject.sheet.company.id)
    }
    case 'payment_recorded':
      return paymentRecordedView(ui, subject.sheet, number('amountKopecks'))
    case 'shipment_filed': {
      const view = shipmentView(ui, subject.sheet, { manager: true, mayOrder: false })
      const { shipment, company } = subject.sheet
      return {
        ...view,
        text: `${ui.t('shipments.notice.filed', { number: shipment.number, company: company.name })}\n\n${view.text}`,
      }
    }
    case 'shipment_cancelled':
      return shipmentCancelledView(ui, subject.sheet)
    case 'shipment_moved':
      return shipmentMovedView(ui, subject.sheet, {
        state: String(details.state),
        reason: String(details.reason ?? ''),
      })
  }
}

type Signal = Parameters<Api['sendMessage']>[3]

/** Never came to Telegram: it may be sent again without fear of a double. */
const NOT_CONNECTED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/

function failed(error: unknown, log: Log, notice: DueNotice): Delivery {
  if (error instanceof HttpError) {
    const failure = String((error.error as { code?: string } | undefined)?.code ?? error.error)
    if (NOT_CONNECTED.test(failure) || NOT_CONNECTED.test(String(error.error)))
      return { outcome: 'retry', afterMs: null, failure }
    return { outcome: 'uncertain', failure }
  }
  if (!(error instanceof GrammyError)) throw error
  const { error_code: code, description, parameters } = error
  if (code === 429) return { outcome: 'retry', afterMs: seconds(parameters.retry_after ?? 1), failure: description }
  // 500 is Telegram's own word that it failed; a gateway only says that it heard no answer, so it may have been sent.
  if (code > 500) return { outcome: 'retry', afterMs: null, failure: `uncertain: ${description}` }
  if (code === 500) return { outcome: 'retry', afterMs: null, failure: description }
  if (code === 403 || /chat not found|user is deactivated/.test(description)) return { outcome: 'unreachable' }
  log.error({ noticeId: notice.id, kind: notice.kind, description }, 'Telegram refused a notice')
  return { outcome: 'obsolete' }
}
