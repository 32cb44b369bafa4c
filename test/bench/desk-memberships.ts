import { z } from 'zod'
import { HttpConnection } from '../../src-main/desk/server-connection.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Costs, costed } from './measure/cost.ts'
import { pause } from './measure/sample.ts'
import { ask, openDesk, tell } from './stage/desk-of-bench.ts'

/** What a desk without a network answers from its replica about plans and members, and what it holds of a sale. */

const input = z.object({
  folder: z.string(),
  times: z.int(),
  planIds: z.array(z.string()),
  /** Memberships that count now, with their members. */
  held: z.array(z.object({ membershipId: z.string(), memberId: z.string() })),
  /** Numbers of members go from 1 to this. */
  members: z.int(),
  day: z.string(),
  freezeDay: z.string(),
})
const { folder, times, planIds, held, members, day, freezeDay } = input.parse(JSON.parse(process.argv[2] ?? ''))

/** What nobody answers: the desk has been cut off since its first sync. */
const nobody = 'http://127.0.0.1:9'
const desk = await openDesk(folder, new HttpConnection(nobody))
desk.workOffline(true)

const warm = 5
const at = <T>(all: readonly T[], n: number): T => {
  const each = all[(n * 7919) % all.length]
  if (each === undefined) throw new Error('Nothing to choose from')
  return each
}

/** A query so often, each time about something else. */
async function asked(name: string, about: (n: number) => JsonObject): Promise<Costs> {
  const took = new Costs()
  for (let n = 0; n < times + warm; n += 1) {
    const one = await costed(() => ask(desk, name, about(n)))
    if (n >= warm) took.add(one)
  }
  return took
}

const given = ['ayl', 'Murat', 'zey', 'lucía', 'Sofía', '서연', 'ömer', 'Ingrid']
const family = ['kaya', 'Demir', 'şah', 'Öztürk', 'gar', 'Weber', 'yıldız', 'nilsson']
/** What people type: beginnings, parts, two words, numbers, telephones, addresses, and now and then a slip. */
const texts: readonly ((n: number) => string)[] = [
  (n) => at(given, n),
  (n) => `${at(given, n)} ${at(family, n + 3)}`,
  (n) => at(family, n).slice(1),
  (n) => `M${1 + ((n * 7919) % members)}`,
  (n) =>
    String(1 + ((n * 104729) % members))
      .padStart(4, '0')
      .slice(-4),
  (n) => `member${1 + ((n * 7919) % members)}@example.test`,
  (n) => `0532 ${String(1 + ((n * 7919) % members)).padStart(7, '0')}`,
  (n) => at(['Kyaa', 'Demri', 'Zenyep', 'Nlisson'], n),
  (n) => at(['nobody here', 'qq', 'zzzz'], n),
]

let heardUnconfirmed = (): void => undefined

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeOf = (n: number): string => {
  const digits = Array.from({ length: 7 }, (_, place) => alphabet[Math.floor(n / 32 ** (6 - place)) % 32]).join('')
  return `Z${digits.slice(0, 3)}-${digits.slice(3)}`
}

/** Gives a command and waits until it is held here. */
async function give(name: string, about: JsonObject): Promise<void> {
  const command = { id: newId(), name, version: 1, input: about, at: new Date().toISOString(), meta: {} }
  const answer = await desk.submit(command)
  if (!answer.ok || answer.value.state !== 'held') throw new Error(`Not held: ${JSON.stringify(answer)}`)
}

const lists = await asked('memberships.list-plans', (n) => ({ limit: [20, 50, 100][n % 3] ?? 20, page: 1 + (n % 2) }))
const active = await asked('memberships.active-plans', () => ({}))
const single = await asked('memberships.plan', (n) => ({ planId: at(planIds, n) }))
const found = new Map<string, number[]>()
const find = new Costs()
for (let n = 0; n < times + warm; n += 1) {
  const text = at(texts, n)(n)
  const one = await costed(() => ask(desk, 'memberships.find', { text }))
  if (n < warm) continue
  find.add(one)
  found.set(text, [...(found.get(text) ?? []), one.ms])
}
const standing = await asked('memberships.standing', (n) => ({ memberId: at(held, n).memberId }))
const freeze = await asked('memberships.preview-freeze', (n) => ({
  membershipId: at(held, n).membershipId,
  ...{ fromOn: freezeDay, toOn: freezeDay },
}))
const change = await asked('memberships.preview-change', (n) => ({
  membershipId: at(held, n).membershipId,
  ...{ toPlanId: at(planIds, n + 1), on: day },
}))

// What a person at the desk has open meanwhile: the list, a member, the plans.
const [open] = held
desk.watch('memberships.list-members', { limit: 50 }, () => undefined)
desk.watch('memberships.member', { memberId: open?.memberId ?? '' }, () => undefined)
desk.watch('memberships.list-plans', { limit: 50 }, () => undefined)
desk.watch('desk.unconfirmed', {}, () => heardUnconfirmed())
await pause(1000)

const enrolled = new Costs()
const live = new Costs()
for (let n = 0; n < times + warm; n += 1) {
  const planId = at(planIds, n)
  const detail = z.object({ versionId: z.string() }).parse(await ask(desk, 'memberships.plan', { planId }))
  const ids = { memberId: newId(), membershipId: newId(), periodId: newId(), chargeId: newId() }
  const sold = {
    ...ids,
    planId,
    planVersionId: detail.versionId,
    code: codeOf(n),
    givenName: 'Zeynep',
    familyName: `Kaya ${n}`,
  }
  const told = new Promise<void>((done) => {
    heardUnconfirmed = done
  })
  const one = await costed(() => give('memberships.enrol', sold))
  const rest = await costed(() => told)
  if (n >= warm) {
    enrolled.add(one)
    live.add(rest)
  }
  await pause(100 * (0.5 + Math.random()))
}
await desk.close()
const slowest = [...found]
  .map(([text, took]) => ({ text, ms: Math.max(...took) }))
  .toSorted((a, b) => b.ms - a.ms)
  .slice(0, 5)
tell({ lists, active, single, find, slowest, standing, freeze, change, enrolled, live })
