import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { demoHeader, demoMark, demoPassword } from '../../src-shared/sync/demo.ts'
import { protocolVersion, pushResponse, sessionGrant } from '../../src-shared/sync/protocol.ts'

/**
 * What happened in the demo this morning while the network was down: two desks gave the same slots, and the server had
 * to decide. Real desks of the server, real pushes: what comes to people's attention comes as it always does (DX-R7).
 */
export async function playCollisions(app: FastifyInstance): Promise<void> {
  const [first, second] = [
    await PlayedDesk.signIn(app, 'elif', 'Greenhouse tablet'),
    await PlayedDesk.signIn(app, 'aylin', 'Office laptop'),
  ]
  const plan = await planOf(first)
  for (const [n, [winner, loser]] of couples.entries()) {
    const [won, lost] = [await enrolled(first, plan, winner), await enrolled(second, plan, loser)]
    const [slot, own] = [won.slots[0], lost.slots[0]]
    if (!slot || !own) continue
    // Each has room for one slot again, and both desks saw this one free.
    await second.gives('plant-slots.release', { membershipId: lost.membershipId, slotIds: [own.id] })
    const told = { slotIds: [slot.id], slotNumbers: [slot.number] }
    const pick: JsonObject = n < rejected ? { slotIds: [slot.id] } : { quantity: 1 }
    await second.gives('plant-slots.allocate', { membershipId: lost.membershipId, pick }, told)
  }
}

/** Of the couples so many are refused; the others are given another slot than they were told. */
const rejected = 5

/** Who held the slot, and who was told to have it. */
const couples: readonly (readonly [string, string])[] = [
  ['Defne', 'Mateo'],
  ['Jiwoo', 'Carmen'],
  ['Bora', 'Yuna'],
  ['Paula', 'Selin'],
  ['Minjun', 'Diego'],
  ['Ece', 'Hana'],
  ['Lucas', 'Derya'],
  ['Sora', 'Tomás'],
]

type Plan = { planId: string; planVersionId: string }

const plans = z.array(z.object({ id: z.string(), versionId: z.string(), terms: z.object({ slotAllocation: z.int() }) }))
const held = z.object({ slots: z.array(z.object({ id: z.string(), number: z.string() })) })

/** The first plan on offer that grants slots. */
async function planOf(desk: PlayedDesk): Promise<Plan> {
  const found = plans
    .parse(await desk.asks('memberships.active-plans', {}))
    .find(({ terms }) => terms.slotAllocation > 0)
  if (!found) throw new Error('The demo has no plan that grants slots')
  return { planId: found.id, planVersionId: found.versionId }
}

/** A new member with the slots that came with the plan. */
async function enrolled(desk: PlayedDesk, plan: Plan, givenName: string) {
  const [membershipId, memberId] = [newId(), newId()]
  const person = { memberId, code: cardCode(memberId), givenName, familyName: 'Demir', language: 'en' }
  await desk.gives('memberships.enrol', { ...person, ...plan, membershipId, periodId: newId(), chargeId: newId() })
  const list = { membershipId, page: 1, limit: 10, sorts: [] }
  return { membershipId, slots: held.parse(await desk.asks('plant-slots.list', list)).slots }
}

/** Of the id's random part; hexadecimal digits are all in the alphabet of cards. */
const cardCode = (id: string): string => {
  const digits = id.replaceAll('-', '').slice(-8).toUpperCase()
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

const answered = z.object({ data: z.json() })

/** A desk of the demo as the server sees it: a session and a sequence. */
class PlayedDesk {
  readonly #app: FastifyInstance
  readonly #token: string
  readonly #userId: string
  #seq = 0

  private constructor(app: FastifyInstance, token: string, userId: string) {
    this.#app = app
    this.#token = token
    this.#userId = userId
  }

  static async signIn(app: FastifyInstance, who: string, name: string): Promise<PlayedDesk> {
    const payload = {
      email: `${who}@holdfast.demo`,
      password: demoPassword,
      desk: { id: newId(), name, platform: 'web' },
    }
    const answer = await app.inject({
      method: 'POST',
      url: '/auth/sign-in',
      headers: { [demoHeader]: demoMark },
      payload,
    })
    const { accessToken, user } = sessionGrant.parse(answer.json())
    return new PlayedDesk(app, accessToken, user.id)
  }

  /** Sends one command; `told` is what its person had been told meanwhile. */
  async gives(name: string, input: JsonObject, told: JsonObject | null = null): Promise<void> {
    this.#seq += 1
    const command = {
      ...{ id: newId(), deskSeq: this.#seq, name, version: 1, input, at: new Date().toISOString() },
      ...{ actorId: this.#userId, basisVersion: 0, outcome: told, meta: {} },
    }
    pushResponse.parse(await this.#post('/sync/push', { protocol: protocolVersion, commands: [command] }))
  }

  async asks(query: string, input: JsonObject): Promise<Json> {
    return answered.parse(await this.#post(`/api/v1/queries/${query}`, input)).data
  }

  async #post(url: string, payload: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.#token}`, [demoHeader]: demoMark }
    return (await this.#app.inject({ method: 'POST', url, headers, payload })).json()
  }
}
