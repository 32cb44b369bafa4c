import { addDays, type Day } from '../../kernel/calendar.ts'
import { livePeriods } from './chain-rules.ts'
import { dayBefore } from './proration-rules.ts'
import { compareText } from './rules.ts'
import { chargeSteps } from './transitions.ts'
import type { WholeCharge, WholeMembership, WholePeriod } from './whole-membership.ts'

/** What a command that ends periods does, and when. */
export type Deed = { commandId: string; at: string }

/** A charge that a command makes by itself. */
export type NewCharge = {
  kind: WholeCharge['kind']
  amount_minor: number
  currency: string
  period_id: string | null
  due_on: Day
}

/** Periods as they become when nothing is covered from a day on, with those that count no more. */
export type Ended = { periods: WholePeriod[]; voided: WholePeriod[] }

/**
 * MB-R52, MB-R54: ends periods from a day on. The one before is cut to the day before; those that start on the day or
 * later are void. Both remember which command it was; one that was cut before remembers the first.
 */
export function endedFrom(periods: readonly WholePeriod[], from: Day, { commandId, at }: Deed): Ended {
  const voided: WholePeriod[] = []
  const ended = periods.map((period): WholePeriod => {
    if (period.voided_at !== null || period.ends_on < from) return period
    if (period.starts_on >= from) {
      voided.push(period)
      return { ...period, voided_at: at, void_command_id: commandId }
    }
    const cut_command_id = period.cut ? period.cut_command_id : commandId
    return { ...period, ends_on: dayBefore(from), cut: true, cut_command_id }
  })
  return { periods: ended, voided }
}

/** What becomes of money asked for something that does not come. */
export type Reversal = { voidIds: string[]; credits: NewCharge[] }

/** Whether a charge can still be made void: what was paid, or is on an invoice, is countered instead (IV-R17a). */
const canVoid = ({ state, invoice_id }: WholeCharge): boolean =>
  invoice_id === null && typeof chargeSteps[state].void === 'object'

/**
 * MB-R54: takes back charges: void where they are due; a credit of the same amount where they were paid or are on an
 * invoice. What was waived or is void already needs nothing.
 */
export function reversed(charges: readonly WholeCharge[], kind: WholeCharge['kind'], dueOn: Day): Reversal {
  const paid = charges.filter((charge) => charge.state === 'settled' || (charge.state === 'due' && !canVoid(charge)))
  return {
    voidIds: charges.filter(canVoid).map(({ id }) => id),
    credits: paid.map(({ amount_minor, currency, period_id }) => ({
      ...{ kind, amount_minor: -amount_minor, currency, period_id, due_on: dueOn },
    })),
  }
}

/** The charges of some periods. */
export const chargesFor = (charges: readonly WholeCharge[], periods: readonly WholePeriod[]): WholeCharge[] =>
  charges.filter(({ period_id }) => periods.some(({ id }) => id === period_id))

/** The day on which a period would end if nothing cut it. */
const naturalEnd = ({ scheduled_ends_on, frozen_days }: WholePeriod): Day => addDays(scheduled_ends_on, frozen_days)

/**
 * Periods as they were before a command ended them: what it made void counts again, and what it cut is as long as its
 * terms say, or until the period after it begins.
 */
export function periodsBefore(periods: readonly WholePeriod[], commandId: string): WholePeriod[] {
  const revived = periods.map((period) =>
    period.void_command_id === commandId ? { ...period, voided_at: null, void_command_id: null } : period,
  )
  const starts = livePeriods(revived).map(({ starts_on }) => starts_on)
  return revived.map((period): WholePeriod => {
    if (period.voided_at !== null || !period.cut) return period
    const next = starts.filter((start) => start > period.starts_on).sort(compareText)[0]
    const end = naturalEnd(period)
    if (next !== undefined && next <= end) return { ...period, ends_on: dayBefore(next) }
    return { ...period, ends_on: end, cut: false, cut_command_id: null }
  })
}

/** Charges as they were before a command: what it made is taken back, what it made void is asked for again. */
export type Restored = { voidIds: string[]; charges: NewCharge[] }

/**
 * Takes back what a command did to charges. Its own are void where they are due, else countered by an adjustment;
 * those it made void are final, so they are made anew.
 */
export function chargesBefore({ charges }: Pick<WholeMembership, 'charges'>, commandId: string, dueOn: Day): Restored {
  const made = charges.filter(({ made_command_id }) => made_command_id === commandId)
  const { voidIds, credits } = reversed(made, 'adjustment', dueOn)
  const anew = charges
    .filter(({ void_command_id, made_command_id }) => void_command_id === commandId && made_command_id !== commandId)
    .map(({ kind, amount_minor, currency, period_id, due_on }) => ({ kind, amount_minor, currency, period_id, due_on }))
  return { voidIds, charges: [...credits, ...anew] }
}
