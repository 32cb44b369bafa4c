import type { TFunction } from 'i18next'
import { z } from 'zod'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { currencyExponents } from '../../../src-shared/kernel/money.ts'
import { durationRefusal, type PlanTerms, priceRefusal } from '../../../src-shared/modules/memberships/plan-rules.ts'
import type { Problems } from '../../kit/form/use-form.ts'

/** What the form of a plan holds: as it is typed, and as it is kept as a draft. */
export const planDraft = z.object({
  name: z.string(),
  description: z.string(),
  durationType: z.enum(['DAYS', 'MONTHS']),
  /** 0 while nothing is typed. */
  durationValue: z.number(),
  /** In whole units of the currency; null while nothing is typed. */
  price: z.number().nullable(),
  slotAllocation: z.number(),
  /** Empty: wherever there is room. */
  slotLocationId: z.string(),
  autoRenew: z.boolean(),
})
export type PlanDraft = z.infer<typeof planDraft>

/** A plan as a first one usually is: a year, for one slot. */
export const usualPlan: PlanDraft = {
  ...{ name: '', description: '', durationType: 'MONTHS', durationValue: 12, price: null },
  ...{ slotAllocation: 1, slotLocationId: '', autoRenew: false },
}

const digitsOf = (currency: string): number => currencyExponents.get(currency) ?? 2

export function planDraftOf(plan: { name: string; description: string | null; terms: PlanTerms }): PlanDraft {
  const { durationType, durationValue, priceMinor, currency, slotAllocation, slotLocationId, autoRenew } = plan.terms
  return {
    ...{ name: plan.name, description: plan.description ?? '', durationType, durationValue, slotAllocation, autoRenew },
    price: priceMinor / 10 ** digitsOf(currency),
    slotLocationId: slotLocationId ?? '',
  }
}

/** Those terms of a draft that its form asks for. */
export const termsOfDraft = (draft: PlanDraft, currency: string) => ({
  durationType: draft.durationType,
  durationValue: draft.durationValue,
  priceMinor: Math.round((draft.price ?? 0) * 10 ** digitsOf(currency)),
  slotAllocation: draft.slotAllocation,
  slotLocationId: draft.slotAllocation > 0 && draft.slotLocationId ? draft.slotLocationId : null,
  autoRenew: draft.autoRenew,
})

/** What is wrong, by the rules of the command (MB-R3, R4). */
export function planProblems(draft: PlanDraft, currency: string, t: TFunction): Problems<PlanDraft> {
  const wrong: Problems<PlanDraft> = {}
  if (draft.name.trim() === '') wrong.name = t('plans.problem.name')
  if (durationRefusal(draft.durationType, draft.durationValue)) {
    wrong.durationValue = draft.durationType === 'MONTHS' ? t('plans.problem.months') : t('plans.problem.days')
  }
  if (draft.price === null) wrong.price = t('plans.problem.price')
  else if (priceRefusal(termsOfDraft(draft, currency).priceMinor)) wrong.price = t('plans.problem.price_range')
  return wrong
}

/** What differs from the plan as it was, as `memberships.update-plan` takes it; empty where nothing does. */
export function planPatch(
  plan: { name: string; description: string | null; terms: PlanTerms },
  draft: PlanDraft,
): JsonObject {
  const patch: JsonObject = {}
  if (draft.name.trim() !== plan.name) patch.name = draft.name
  if (draft.description.trim() !== (plan.description ?? '')) patch.description = draft.description
  const was: JsonObject = plan.terms
  const changed = Object.entries(termsOfDraft(draft, plan.terms.currency)).filter(([term, is]) => was[term] !== is)
  if (changed.length > 0) patch.terms = Object.fromEntries(changed)
  return patch
}
