import { Api, GrammyError, HttpError } from 'grammy'
import { syncCommands } from '#bot/kit/commands.ts'
import { sendView } from '#bot/kit/shell.ts'
import { uiFor } from '#bot/kit/ui.ts'
import { findPerson } from '#db/people/people.ts'
import { noticeLimits } from '#domain/notices/limits.ts'
import type { Actor } from '#domain/policy.ts'
import { isNight, seconds } from '#domain/time.ts'
import type { Log } from '#runtime/log.ts'
import { isStillTrue, type NoticeSubject, noticeSubject } from '#services/desk/notice-subjects.ts'
import type { Delivery, Deps, DueNotice, Notifier } from '#services/kernel/deps.ts'
import { type CardGiven, EditLost, quiet, sendCard } from './invoice-message.ts'
import { noticeView } from './notice-views.ts'

/** Renders a notice in its receiver's language, as things stand now, and sends it; at night without sound. */
export function createNotifier(given: { deps: () => Deps; api: Api; log: Log }): Notifier {
  const { log } = given
  // A send that hangs is given up before its lease ends.
  const api = new Api(given.api.token, { ...given.api.options, timeoutSeconds: noticeLimits.noticeTimeoutMs / 1000 })
  return {
    async send(notice: DueNotice): Promise<Delivery> {
      const deps = given.deps()
      const person = await findPerson(deps.db, notice.userId)
      if (!person || person.user.blockedAt !== null) return { outcome: 'unreachable' }
      const subject = await noticeSubject(deps, person.actor, notice)
      if (!subject || !isStillTrue(subject, notice, deps.clock.now())) return { outcome: 'obsolete' }
      const invoiceId = dealersInvoice(person.actor, subject)
      if (invoiceId === null && subject.kind === 'card_changed') return { outcome: 'obsolete' }
      const ui = uiFor(deps, person.user)
      if (notice.kind === 'welcome') await syncCommands(deps, api, log, person.actor, ui)
      const view = noticeView(ui, person.actor, subject, notice)
      try {
        const given = { userId: notice.userId, view, silent: isNight(ui.now, ui.timeZone) }
        const messageId =
          invoiceId === null
            ? await sendView(api, given.userId, view, quiet(given.silent))
            : await sendCard(deps, api, { ...given, invoiceId, where: whereOf(subject.kind) })
        return messageId === null ? { outcome: 'obsolete' } : { outcome: 'sent', messageId }
      } catch (error) {
        return failed(error, log, notice)
      }
    },
  }
}

/** Where a dealer's notice about an invoice goes: most must sound, an answer changes the card it was asked from. */
function whereOf(kind: NoticeSubject['kind']): CardGiven['where'] {
  if (kind === 'card_changed') return 'only in place'
  return kind === 'extension_answered' || kind === 'claim_refused' ? 'in place' : 'anew'
}

/** The invoice whose living card this is, in the dealer's chat; null for everything else. */
function dealersInvoice(actor: Actor, subject: NoticeSubject): number | null {
  if (!('sheet' in subject) || !('invoice' in subject.sheet)) return null
  return actor.companyId === subject.sheet.company.id ? subject.sheet.invoice.id : null
}

/** Never came to Telegram: it may be sent again without fear of a double. */
const NOT_CONNECTED = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/

function failed(error: unknown, log: Log, notice: DueNotice): Delivery {
  // A card changed twice is changed: what was lost on the way is simply done again.
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
  // 500 is Telegram's own word that it failed; a gateway only says that it heard no answer, so it may have been sent.
  if (code > 500) return { outcome: 'retry', afterMs: null, failure: `uncertain: ${description}` }
  if (code === 500) return { outcome: 'retry', afterMs: null, failure: description }
  if (code === 403 || /chat not found|user is deactivated/.test(description)) return { outcome: 'unreachable' }
  log.error({ noticeId: notice.id, kind: notice.kind, description }, 'Telegram refused a notice')
  return { outcome: 'obsolete' }
}
