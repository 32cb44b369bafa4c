import { addDays, addDuration, type Day } from '../../kernel/calendar.ts'
import type { DemoCommand } from '../../kernel/demo.ts'
import { naturalId } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { demoPerson, generator } from './demo-people.ts'

/** A plan of the demo organisation; `before` is its price until the rise. */
interface DemoPlan {
  key: string
  name: string
  description: string
  tier: string | null
  terms: { durationType: 'DAYS' | 'MONTHS'; durationValue: number; priceMinor: number; slotAllocation: number }
  maxFreezeDays?: number
  before?: number
  archived?: boolean
}

const months = (durationValue: number, priceMinor: number, slotAllocation: number) =>
  ({ durationType: 'MONTHS', durationValue, priceMinor, slotAllocation }) as const

const basic = {
  key: 'basic',
  name: 'Basic',
  description: 'Ayda iki bitki yeri',
  tier: 'basic',
  before: 42_000,
  terms: months(1, 49_000, 2),
}
const plus = {
  key: 'plus',
  name: 'Plus',
  description: 'Üç ay, dört bitki yeri',
  tier: 'plus',
  before: 115_000,
  terms: months(3, 135_000, 4),
}
const premium = {
  key: 'premium',
  name: 'Premium',
  description: 'Bir yıl, altı bitki yeri, 30 güne kadar dondurma',
  tier: 'premium',
  before: 420_000,
  maxFreezeDays: 30,
  terms: months(12, 490_000, 6),
}
const trial: DemoPlan = {
  key: 'trial',
  name: 'Deneme',
  description: 'Bir gün, ücretsiz',
  tier: null,
  terms: { durationType: 'DAYS', durationValue: 1, priceMinor: 0, slotAllocation: 0 },
}
const student = {
  key: 'student',
  name: 'Öğrenci',
  description: 'Öğrenciler için üç ay',
  tier: 'basic',
  terms: months(3, 89_000, 1),
}
const family = {
  key: 'family',
  name: 'Aile',
  description: 'Aileler için altı ay',
  tier: 'plus',
  terms: months(6, 390_000, 8),
}
const halfYear = {
  key: 'half-year',
  name: '6 Ay',
  description: 'Altı ay, dört bitki yeri',
  tier: 'plus',
  terms: months(6, 250_000, 4),
}
const summer = {
  key: 'summer',
  name: 'Yaz Sezonu',
  description: 'Geçen yazın teklifi',
  tier: null,
  archived: true,
  terms: months(3, 99_000, 0),
}
const founder = {
  key: 'founder',
  name: 'Kurucu Üye',
  description: 'Açılışa özel',
  tier: null,
  archived: true,
  terms: months(6, 190_000, 0),
}

const plans: readonly DemoPlan[] = [basic, plus, premium, trial, student, family, halfYear, summer, founder]

/** What most members have, as often as they have it. */
const usual: readonly DemoPlan[] = [
  ...[basic, basic, basic, basic, basic, plus, plus, plus, premium, student, student, family, halfYear],
]

// The numbers of memberships.md section 15, in days before today.
const people = 640
const buyers = 590
const founded = 400
const priceRise = 362
const archival = 30
/** Nothing is settled yet in the demo, so only what is older than this is past due. */
const patience = 90
const week = 7

/** One sale: who, what, when; `startsOn` where it is not the day of the sale. */
interface DemoSale {
  plan: DemoPlan
  daysAgo: number
  startsOn?: Day
}

/** The days before today on which a sale of a plan ends within this week, if there is one for that day. */
function daysAgoToEndIn(plan: DemoPlan, today: Day, days: number): number | null {
  const { durationType, durationValue } = plan.terms
  const end = addDays(today, days)
  for (let daysAgo = 1; daysAgo <= patience + 5; daysAgo += 1) {
    if (addDuration(addDays(today, -daysAgo), durationType, durationValue) === end) return daysAgo
  }
  return null
}

/** 30 sales that end this week: a day on which none can end is passed over. */
function endingThisWeek(today: Day): DemoSale[] {
  const possible = [basic, plus, basic, student].flatMap((plan) =>
    Array.from({ length: week }, (_, days) => daysAgoToEndIn(plan, today, days)).flatMap((daysAgo) =>
      daysAgo !== null && daysAgo < patience ? [{ plan, daysAgo }] : [],
    ),
  )
  return Array.from({ length: 30 }, (_, n) => possible[n % possible.length]).flatMap((sale) => sale ?? [])
}

/** Every sale of the demo; the n-th goes to the n-th member. */
function sales(today: Day): DemoSale[] {
  const random = generator(2027)
  const from = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const many = (count: number, sale: (n: number) => DemoSale) => Array.from({ length: count }, (_, n) => sale(n))
  const special = [
    ...endingThisWeek(today),
    // Sold just before the prices rose, a year ago: they end this week at the old price.
    ...many(8, (n) => ({ plan: premium, daysAgo: 365 - (n % 3) })),
    ...many(46, () => ({ plan: trial, daysAgo: from(10, 200) })),
    ...many(14, (n) => ({ plan: n % 2 ? summer : founder, daysAgo: from(220, 330) })),
    ...many(11, (n) => ({
      plan: usual[n % usual.length] ?? basic,
      daysAgo: from(1, 6),
      startsOn: addDays(today, from(1, 28)),
    })),
  ]
  const ordinary = many(buyers - special.length, () => {
    const plan = usual[from(0, usual.length - 1)] ?? basic
    // Long enough ago to look lived in, late enough to end after this week.
    return { plan, daysAgo: from(1, plan === basic ? 20 : 80) }
  })
  return shuffled([...special, ...ordinary], random)
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

/** Where and when a demo happens. */
interface Stage {
  tenantId: string
  today: Day
}

const idOf = ({ tenantId }: Stage, kind: string, key: string) => naturalId(tenantId, `demo-${kind}`, key)

const idsOf = (stage: Stage, { key }: DemoPlan, versionNo: number) => ({
  planId: idOf(stage, 'plan', key),
  versionId: idOf(stage, 'plan-version', `${key}:${versionNo}`),
})

/** A command some days ago, so many minutes after the doors opened. */
function given(
  { today }: Stage,
  [daysAgo, minute]: readonly [number, number],
  actor: DemoCommand['actor'],
  name: string,
  input: JsonObject,
): DemoCommand {
  const opening = Date.parse(`${addDays(today, -daysAgo)}T06:00:00.000Z`)
  return { name: `memberships.${name}`, input, actor, at: new Date(opening + minute * 60_000).toISOString() }
}

/** How the plans came about: made, raised a year ago, two of them archived. */
function planHistory(stage: Stage): DemoCommand[] {
  return plans.flatMap((plan, n) => {
    const { name, description, tier, before, archived, maxFreezeDays = null } = plan
    const terms = { ...plan.terms, maxFreezeDays, priceMinor: before ?? plan.terms.priceMinor }
    const { planId, versionId } = idsOf(stage, plan, 1)
    const made = { planId, versionId, name, description, tier, sortOrder: n + 1, terms }
    const patch = { terms: { priceMinor: plan.terms.priceMinor } }
    const raised = { ...idsOf(stage, plan, 2), seenVersionNo: 1, patch }
    return [
      given(stage, [founded, n], 'owner', 'create-plan', made),
      ...(before === undefined ? [] : [given(stage, [priceRise, n], 'owner', 'update-plan', raised)]),
      ...(archived ? [given(stage, [archival, n], 'owner', 'archive-plan', { planId })] : []),
    ]
  })
}

/** Who was enrolled, on the terms of the day; and who was only registered. */
function memberHistory(stage: Stage): DemoCommand[] {
  const { tenantId, today } = stage
  const person = (n: number, daysAgo: number) => demoPerson(tenantId, n, addDays(today, -daysAgo))
  const minute = (n: number) => 60 + (n % 400)
  const enrolled = sales(today).map(({ plan, daysAgo, startsOn }, n) => {
    const { planId, versionId } = idsOf(stage, plan, plan.before !== undefined && daysAgo <= priceRise ? 2 : 1)
    const [membershipId = '', periodId = '', chargeId = ''] = ['membership', 'period', 'charge'].map((kind) =>
      idOf(stage, kind, String(n)),
    )
    const sale = {
      membershipId,
      periodId,
      chargeId,
      planId,
      planVersionId: versionId,
      ...(startsOn ? { startsOn } : {}),
    }
    return given(stage, [daysAgo, minute(n)], 'frontdesk', 'enrol', { ...person(n, daysAgo), ...sale })
  })
  const registered = Array.from({ length: people - buyers }, (_, index) => {
    const n = buyers + index
    const daysAgo = 1 + ((n * 37) % 300)
    return given(stage, [daysAgo, minute(n)], 'frontdesk', 'create-member', person(n, daysAgo))
  })
  return [...enrolled, ...registered]
}

/**
 * The plans, members and memberships of the demo organisation (memberships.md section 15), as ordinary commands in the
 * order in which they were given, moved in time so that today is busy. Same arguments, same commands.
 */
export function membershipDemo(tenantId: string, today: Day): DemoCommand[] {
  const stage = { tenantId, today }
  const patient = { patch: { pastDueAfterDays: patience }, seen: { pastDueAfterDays: 7 } }
  const settings = given(stage, [founded, plans.length], 'owner', 'update-settings', patient)
  const history = [...planHistory(stage), settings, ...memberHistory(stage)]
  return history.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
