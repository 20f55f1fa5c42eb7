import { type Api, type Context, GrammyError, InputFile, type Middleware } from 'grammy'
import type { InlineKeyboardMarkup } from 'grammy/types'
import type { Refusal } from '#domain/result.ts'
import type { BotContext, View } from './context.ts'
import { forbiddenText, type RefusalWords, refusalText, refusalView } from './refusals.ts'
import { pressedScreen, withWayBack } from './way-back.ts'

const TOAST_MOST = 200

type InlineMarkup = { reply_markup?: InlineKeyboardMarkup }

/** The options of `sendMessage` for a view. */
export function toMessage(view: View) {
  const common = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const
  if (view.contactButton !== undefined) {
    const keyboard = [[{ text: view.contactButton, request_contact: true }]]
    return { ...common, reply_markup: { keyboard, resize_keyboard: true, one_time_keyboard: true } }
  }
  if (view.removeKeyboard) return { ...common, reply_markup: { remove_keyboard: true as const } }
  return { ...common, ...(view.buttons ? { reply_markup: { inline_keyboard: view.buttons } } : {}) }
}

/** Gives the handlers their few ways to answer, and answers a button that no handler answered. */
export const shell: Middleware<BotContext> = async (ctx, next) => {
  let answered = false
  const answer = async (text?: string, alert = false) => {
    if (!ctx.callbackQuery || answered) return
    answered = true
    await tolerate(ctx.answerCallbackQuery(text ? { text: text.slice(0, TOAST_MOST), show_alert: alert } : {}), TOO_OLD)
  }
  ctx.toast = answer
  ctx.refuse = async (why, words) => {
    const plain = plainRefusal(ctx, why, words)
    if (ctx.callbackQuery && !answered && plain.length <= TOAST_MOST) return answer(plain, true)
    const view = typeof why === 'string' ? { text: why } : refusalView(ctx, why, words)
    await ctx.reply(view.text, toMessage(view))
  }
  ctx.show = async (shown, menu) => {
    await answer()
    const { data, message: pressedIn } = ctx.callbackQuery ?? {}
    const from = data === undefined ? null : pressedScreen(data, pressedIn?.reply_markup?.inline_keyboard)
    const view = menu ? shown : withWayBack(shown, from, ctx.cameBack ?? null)
    if (view.file) return void (await sendView(ctx.api, ctx.chatId, view, {}))
    const message = toMessage(view)
    const markup = menu ? { ...message, reply_markup: menu } : message
    const editable =
      ctx.callbackQuery?.message && 'text' in ctx.callbackQuery.message && !view.contactButton && !view.removeKeyboard
    if (editable && (await edited(ctx, view.text, markup as InlineMarkup))) return
    await ctx.reply(view.text, markup)
  }
  ctx.ask = async (view, question) => {
    await ctx.show(view)
    await ctx.conversation.exitAll()
    await ctx.conversation.enter('ask', question, [])
  }
  ctx.sendFile = async ({ name, bytes, caption }) => {
    await ctx.replyWithDocument(new InputFile(bytes, name), { caption, parse_mode: 'HTML' })
  }
  ctx.sendPicture = async ({ name, bytes, caption }) => {
    await ctx.replyWithPhoto(new InputFile(bytes, name), { caption, parse_mode: 'HTML' })
  }
  await next()
  await answer()
}

function plainRefusal({ ui, actor }: BotContext, why: string | Refusal<string>, words?: RefusalWords): string {
  if (typeof why === 'string') return why
  return why.reason === 'forbidden' ? forbiddenText(ui, actor, 'label') : refusalText(ui, why, words, 'label')
}

/** Sends a view to a chat, as a file with a caption if it has one; answers the message's id. */
export async function sendView(
  api: Api,
  chatId: number,
  view: View,
  other: { disable_notification?: boolean },
): Promise<number> {
  const { link_preview_options, ...caption } = { ...toMessage(view), ...other, caption: view.text }
  if (view.file?.kind === 'photo') return (await api.sendPhoto(chatId, view.file.id, caption)).message_id
  if (view.file) return (await api.sendDocument(chatId, view.file.id, caption)).message_id
  return (await api.sendMessage(chatId, view.text, { ...toMessage(view), ...other })).message_id
}

/** Replaces an earlier message of the bot with a view; false: it is gone. */
export async function replaceMessage(
  ctx: Pick<BotContext, 'api' | 'chatId'>,
  messageId: number,
  view: View,
): Promise<boolean> {
  const { text, buttons } = view
  const other = { ...toMessage({ text, ...(buttons ? { buttons } : {}) }) } as InlineMarkup
  return forgiving(ctx.api.editMessageText(ctx.chatId, messageId, text, other))
}

const TOO_OLD = /query is too old/
const GONE = /message to edit not found|message can't be edited|there is no text in the message|MESSAGE_ID_INVALID/
const SAME = /message is not modified/

function edited(ctx: Context, text: string, other: InlineMarkup): Promise<boolean> {
  return forgiving(
    ctx.editMessageText(text, { parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...other }),
  )
}

async function forgiving(edit: Promise<unknown>): Promise<boolean> {
  try {
    await edit
    return true
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
    if (SAME.test(error.description)) return true
    if (GONE.test(error.description)) return false
    throw error
  }
}

/** Waits for a call, and ignores this one complaint of Telegram. */
async function tolerate(call: Promise<unknown>, complaint: RegExp): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof GrammyError && complaint.test(error.description))) throw error
  }
}
