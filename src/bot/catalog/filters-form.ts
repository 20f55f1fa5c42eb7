import type { FormAnswer } from '#bot/kit/answer.ts'
import { type About, asked } from '#bot/kit/asked.ts'
import type { BotContext, Question, View } from '#bot/kit/context.ts'
import { button } from '#bot/kit/layout.ts'
import { refused } from '#bot/kit/refusals.ts'
import { decide } from '#bot/kit/routes.ts'
import type { Span } from '#domain/catalog/catalog.ts'
import type { TypedSpan } from '#domain/catalog/typed-spans.ts'
import { chooseRange, seeFacetValues } from '#services/catalog/facets.ts'
import { choosePrice, seeFilters } from '#services/catalog/filters.ts'
import { filtersView } from './filters-view.ts'
import { numberText, priceText, rangeText } from './selections-view.ts'

/** The answer with a typed range of a characteristic. */
export async function range(ctx: BotContext, { characteristic: id }: About<typeof asked.range>): Promise<FormAnswer> {
  const characteristicId = id
  const typed = ctx.message?.text ?? ''
  const chosen = await chooseRange(ctx.deps, ctx.actor, characteristicId, typed)
  if (chosen.ok) return filtersNow(ctx)
  if ('reason' in chosen) return refused(ctx, chosen)
  const seen = await seeFacetValues(ctx.deps, ctx.actor, characteristicId)
  const unit = seen.ok ? seen.page.characteristic.unit : ''
  const view = whyNot(ctx, chosen, {
    typed,
    unit: unit === '' ? ctx.ui.label('filters.noUnit') : unit,
    number: (number) => numberText(number),
    spanButton: (span) =>
      button(
        rangeText(ctx.ui, span, unit),
        decide.range.data({ characteristic: characteristicId, from: span.from, to: span.to }),
      ),
  })
  return { view, next: asked.range({ characteristic: characteristicId }) }
}

/** The answer with a typed price range. */
export async function price(ctx: BotContext): Promise<FormAnswer> {
  const typed = ctx.message?.text ?? ''
  const chosen = await choosePrice(ctx.deps, ctx.actor, typed)
  if (chosen.ok) return filtersNow(ctx)
  if ('reason' in chosen) return refused(ctx, chosen)
  const next: Question = asked.price()
  const view = whyNot(ctx, chosen, {
    typed,
    unit: '₽',
    number: (kopecks) => numberText(kopecks / 100),
    spanButton: (span) => button(priceText(ctx.ui, span), decide.price.data({ from: span.from, to: span.to })),
  })
  return { view, next }
}

async function filtersNow(ctx: BotContext): Promise<FormAnswer> {
  const seen = await seeFilters(ctx.deps, ctx.actor)
  if (!seen.ok) return refused(ctx, seen)
  return { view: filtersView(ctx.ui, seen.page, 0) }
}

interface SpanWords {
  typed: string
  unit: string
  number(number: number): string
  spanButton(span: Span): ReturnType<typeof button>
}

function whyNot({ ui }: BotContext, problem: Extract<TypedSpan, { ok: false }>, words: SpanWords): View {
  const typed = words.typed.trim().slice(0, 40)
  switch (problem.problem) {
    case 'one_number':
      return {
        text: ui.t('filters.refusal.one_number', { typed }),
        buttons: problem.interpretations.map((one) => [words.spanButton(one)]),
      }
    case 'backwards': {
      const [from, to] = [words.number(problem.from), words.number(problem.to)]
      return { text: ui.t('filters.refusal.backwards', { from, to }) }
    }
    case 'other_unit':
      return { text: ui.t('filters.refusal.other_unit', { typed: problem.unit.slice(0, 40), unit: words.unit }) }
    default:
      return { text: ui.t(`filters.refusal.${problem.problem}`, { typed }) }
  }
}
