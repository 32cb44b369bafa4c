import type { Selectable } from 'kysely'
import { addDays, type Day, daysBetween } from '../../kernel/calendar.ts'
import type { MembershipCharges, MembershipFreezes, MembershipPeriods } from '../../schema/row-types.ts'
import { type Duration, firstPeriod, type PeriodDays, periodAfter } from './period-rules.ts'

/** A period of a membership with the length of its terms. */
export type ChainPeriod = PeriodDays & Duration & { id: string; voided_at: Selectable<MembershipPeriods>['voided_at'] }
export type ChainFreeze = Pick<Selectable<MembershipFreezes>, 'id' | 'period_id' | 'from_on' | 'to_on' | 'state'>
export type ChainCharge = Pick<Selectable<MembershipCharges>, 'id' | 'period_id' | 'kind' | 'state' | 'due_on'>

/** The periods of one membership, the days on which they stand still, and what is asked for them. */
export interface Chain<Period extends ChainPeriod = ChainPeriod, Charge extends ChainCharge = ChainCharge> {
  periods: readonly Period[]
  freezes: readonly ChainFreeze[]
  charges: readonly Charge[]
}

/** MB-R41: both ends count. */
export const frozenDays = ({ from_on, to_on }: Pick<ChainFreeze, 'from_on' | 'to_on'>): number =>
  daysBetween(from_on, to_on) + 1

/** The periods that count, the earliest first. */
export const livePeriods = <Period extends ChainPeriod>(periods: readonly Period[]): Period[] =>
  periods.filter(({ voided_at }) => voided_at === null).sort((a, b) => daysBetween(b.starts_on, a.starts_on))

/** The days for which a period stands still, in all. */
export const frozenDaysOf = (periodId: string, freezes: readonly ChainFreeze[]): number =>
  freezes
    .filter(({ period_id, state }) => period_id === periodId && state !== 'cancelled')
    .reduce((sum, freeze) => sum + frozenDays(freeze), 0)

/** MB-R44: a period ends as much later as it is frozen. One that was cut keeps the day to which it was cut. */
function withFreezes<Period extends ChainPeriod>(period: Period, freezes: readonly ChainFreeze[]): Period {
  const frozen_days = frozenDaysOf(period.id, freezes)
  return {
    ...period,
    frozen_days,
    ends_on: period.cut ? period.ends_on : addDays(period.scheduled_ends_on, frozen_days),
  }
}

const sameDays = (a: PeriodDays, b: PeriodDays): boolean =>
  a.ends_on === b.ends_on && a.frozen_days === b.frozen_days && a.anchor_on === b.anchor_on

/** MB-R7: where a period comes to lie whose predecessor was `before` and is `now`. A gap is kept as far as it lasts. */
function moved<Period extends ChainPeriod>(period: Period, before: ChainPeriod, now: ChainPeriod): Period {
  if (period.cut || sameDays(before, now)) return period
  const next = addDays(now.ends_on, 1)
  const hadGap = period.starts_on > addDays(before.ends_on, 1)
  const startsOn = hadGap && period.starts_on > next ? period.starts_on : next
  const isItsOwnAnchor = period.anchor_on === period.starts_on
  return { ...period, ...(isItsOwnAnchor ? firstPeriod(startsOn, period) : periodAfter(now, startsOn, period)) }
}

/** What is asked for a period itself falls due on its first day, and moves with it. */
const paysForPeriod: Record<ChainCharge['kind'], boolean> = {
  purchase: true,
  renewal: true,
  change: true,
  freeze_fee: false,
  change_credit: false,
  refund: false,
  adjustment: false,
}

/**
 * MB-R44: a membership laid out anew after its freezes or its terms changed. Each end follows the frozen days, each
 * later period follows the one before it (MB-R7), and what is still due for a period follows its start. Done twice it
 * is done once. Gives all rows back, changed or not, in their order.
 */
export function relaid<Period extends ChainPeriod, Charge extends ChainCharge>(
  chain: Chain<Period, Charge>,
): { periods: Period[]; charges: Charge[] } {
  const laid = new Map<string, Period>()
  let previous: { before: Period; now: Period } | null = null
  for (const period of livePeriods(chain.periods)) {
    const start: Period = previous ? moved(period, previous.before, previous.now) : period
    const now = withFreezes(start, chain.freezes)
    laid.set(period.id, now)
    previous = { before: period, now }
  }
  const startOf = new Map(chain.periods.map(({ id, starts_on }) => [id, starts_on]))
  const due = (charge: Charge): Day => {
    const { period_id, kind, state, due_on } = charge
    const now = period_id === null ? undefined : laid.get(period_id)
    const follows = now && state === 'due' && paysForPeriod[kind] && due_on === startOf.get(now.id)
    return follows ? now.starts_on : due_on
  }
  return {
    periods: chain.periods.map((period) => laid.get(period.id) ?? period),
    charges: chain.charges.map((charge) => ({ ...charge, due_on: due(charge) })),
  }
}

/** The last day of all periods that count; null where none does. */
export const lastDayOf = (periods: readonly ChainPeriod[]): Day | null => livePeriods(periods).at(-1)?.ends_on ?? null
