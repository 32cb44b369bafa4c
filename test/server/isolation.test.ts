import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { attentionIdOf } from '../../src-shared/modules/desk/attention-item.ts'
import { protocolVersion } from '../../src-shared/sync/protocol.ts'
import { routes as facade } from '../../sync-server/api/routes.ts'
import { openPostgres } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { addPerson } from '../../sync-server/identity/tenants.ts'
import { type Authority, password, startAuthority } from '../fixtures/authority.ts'
import { createDatabase } from '../fixtures/postgres.ts'
import { openEmpty } from '../fixtures/prepared.ts'
import { TestClock } from './databases.ts'
import { newEnrolment, newLocation, newPlan, newSlots } from './garden.ts'
import { routesInRouter } from './printed-routes.ts'
import { commandTries, type Ids, queryTries } from './probes.ts'
import { type Answered, send, until, WireDesk } from './wire.ts'

const nobody = (): Ids => ({
  ...{ plan: newId(), version: newId(), member: newId(), membership: newId(), period: newId(), charge: newId() },
  ...{ location: newId(), slot: newId(), takenSlot: newId(), brokenSlot: newId(), entry: newId(), event: newId() },
  ...{ occupancy: newId(), transfer: newId(), user: newId(), desk: newId(), item: newId() },
  ...{ otherPlan: newId(), otherVersion: newId(), otherMember: newId(), otherMembership: newId() },
  ...{ otherPeriod: newId(), otherCharge: newId(), otherLocation: newId(), otherSlot: newId() },
  ...{ freeze: newId(), settlement: newId(), lease: newId(), waiting: newId(), offer: newId() },
})

/** A tenant with the same data as the next one, but for its ids. */
interface Equal {
  id: string
  desk: WireDesk
  ids: Ids
}

const codes = ['1111-1111', '2222-2222'] as const

/** The same organisation again: same names, codes, numbers, times; only ids differ. */
async function equalTenant(authority: Authority, clock: TestClock, slug: string): Promise<Equal> {
  const { id, userOf } = await authority.tenant(slug, ['owner'])
  const desk = await WireDesk.signIn(authority.url, `owner@${slug}.test`, newId(), () => clock.now())
  const [plan, otherPlan] = [newPlan({ slotAllocation: 2, maxFreezeDays: 30 }, 'Gold'), newPlan({}, 'Silver')]
  const [location, otherLocation] = [newLocation('gh1'), newLocation('tent-1')]
  const [slots, otherSlots] = [newSlots(location, 12), newSlots(otherLocation, 1)]
  const [first, second] = codes.map((code, n) => newEnrolment(plan, { code, givenName: ['Ada', 'Grace'][n] ?? '' }))
  if (!first || !second) throw new Error('Two members')
  for (const each of [plan, otherPlan]) await desk.must('memberships.create-plan', each)
  for (const each of [location, otherLocation]) await desk.must('plant-slots.create-location', each)
  for (const each of [slots, otherSlots]) await desk.must('plant-slots.create-slots', each)
  // Each is given two slots with what they buy.
  await desk.must('memberships.enrol', first)
  await desk.must('memberships.enrol', second)
  const { membershipId } = first
  const [takenSlot = '', brokenSlot = ''] = await heldBy(authority, id, membershipId)
  const [occupancy, entry] = [newId(), newId()]
  for (const [slotId, occupancyId] of [[takenSlot, occupancy] as const, [brokenSlot, newId()] as const]) {
    await desk.must('plant-slots.occupy', { slotId, membershipId, occupancyId, label: 'Roses' })
  }
  const repair = { entryId: entry, slotId: brokenSlot, kind: 'repair', description: 'broken pipe' }
  await desk.must('plant-slots.start-maintenance', repair)
  const refused = await desk.give('plant-slots.allocate', { membershipId: newId(), pick: { quantity: 1 } })
  if (refused.verdict !== 'rejected') throw new Error('Somebody is told of a refusal')
  const events = await inTenant(authority.database.db, id, (db) =>
    db.selectFrom('plant_slot_events').select('id').where('slot_id', '=', takenSlot).orderBy('at').execute(),
  )
  const ids: Ids = {
    ...nobody(),
    ...{ plan: plan.planId, version: plan.versionId, member: first.memberId, membership: membershipId },
    ...{ period: first.periodId, charge: first.chargeId, location: location.locationId, takenSlot, brokenSlot },
    ...{ slot: slots.slots.at(-1)?.id ?? '', entry, event: events.at(-1)?.id ?? '', occupancy },
    ...{ user: userOf('owner'), desk: desk.id, item: attentionIdOf(refused.id) },
    ...{ otherPlan: otherPlan.planId, otherVersion: otherPlan.versionId, otherMember: second.memberId },
    ...{ otherMembership: second.membershipId, otherPeriod: second.periodId, otherCharge: second.chargeId },
    ...{ otherLocation: otherLocation.locationId, otherSlot: otherSlots.slots[0]?.id ?? '' },
  }
  return { id, desk, ids: { ...ids, ...(await furtherRows(authority, id, desk, ids)) } }
}

const heldBy = async (authority: Authority, tenantId: string, membershipId: string): Promise<string[]> => {
  const rows = await inTenant(authority.database.db, tenantId, (db) =>
    db
      .selectFrom('plant_slots')
      .select('id')
      .where('membership_id', '=', membershipId)
      .orderBy('slot_number')
      .execute(),
  )
  return rows.map((row) => row.id)
}

/** What has time, is paid, waits, and is set aside for a desk. */
async function furtherRows(authority: Authority, tenantId: string, desk: WireDesk, ids: Ids): Promise<Partial<Ids>> {
  const { otherMembership: membershipId, otherCharge, location } = ids
  const [freeze, settlement, lease, waiting] = [newId(), newId(), newId(), newId()]
  const pause = { fromOn: '2027-06-01', toOn: '2027-06-03' }
  await desk.must('memberships.freeze', { freezeId: freeze, membershipId, chargeId: newId(), ...pause })
  const paid = { settlementId: settlement, chargeIds: [otherCharge], method: 'cash', amountMinor: 4900 }
  await desk.must('memberships.settle-charges', paid)
  await desk.must('leases.take', { id: lease, kind: 'plant_slots', resourceKey: location, size: 1 })
  await desk.must('plant-slots.set-extra', { membershipId, extra: 1, reason: 'a friend' })
  await desk.must('plant-slots.join-waitlist', { entryId: waiting, membershipId, quantity: 1 })
  const offers = await inTenant(authority.database.db, tenantId, (db) =>
    db.selectFrom('plant_slot_offers').select('id').where('entry_id', '=', waiting).execute(),
  )
  return { freeze, settlement, lease, waiting, offer: offers[0]?.id ?? '' }
}

/** What only this tenant has, so that a search for it anywhere else must find nothing. */
async function secrets({ desk, ids }: Equal): Promise<void> {
  const plan = newPlan({}, 'Secret plan')
  await desk.must('memberships.create-plan', plan)
  const person = { givenName: 'Zyzzyva', familyName: 'Secret', email: 'zyzzyva@post.test', phone: '+90 555 777 88 99' }
  await desk.must(
    'memberships.enrol',
    newEnrolment(plan, { ...person, code: '9999-9999', memberNumber: 'N-SECRET', birthOn: '1990-01-01' }),
  )
  const location = newLocation('secret')
  await desk.must('plant-slots.create-location', location)
  await desk.must('plant-slots.create-slots', {
    ...newSlots(location, 1),
    slots: [{ id: newId(), slotNumber: 'SECRET-1' }],
  })
  expect(ids.plan).not.toBe(plan.planId)
}

const asJson = (tries: object[] = []): JsonObject[] => JSON.parse(JSON.stringify(tries))

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** An answer without ids and without the asker's own name: what is left must be the same for all. */
const plain = (value: Json | undefined, slug: string): Json =>
  JSON.parse(
    JSON.stringify(value ?? null)
      .replaceAll(anyId, 'id')
      .replace(/"duration":\d+/, '"duration":0')
      // Made of the id of what it numbers.
      .replaceAll(/"settlementNumber":"\w+"/g, '"settlementNumber":"id"')
      .replaceAll(slug, 'tenant'),
  )

describe.each(['PGlite', 'Postgres'] as const)('[SY-11] a tenant knows nothing of another, on %s', (kind) => {
  const clock = new TestClock('2027-03-01T09:00:00.000Z')
  let authority: Authority
  let asker: Equal
  let control: Equal
  let other: Equal
  /** Ids that nobody has: what the control is asked with where the asker is asked with the other's. */
  let strangers: Ids
  /** What the other tenant has: everything of it, and what nobody else may ever be told. */
  let before: string

  const everythingOf = async (tenantId: string): Promise<string> => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(authority.database.db)
    const parts: string[] = []
    for (const { name } of rows) {
      const { rows: all } = await sql<{ row: string }>`
        select to_jsonb(t.*)::text as row from ${sql.table(name)} as t where tenant_id = ${tenantId} order by 1`.execute(
        authority.database.db,
      )
      parts.push(`${name}: ${all.map(({ row }) => row).join('\n')}`)
    }
    return parts.join('\n')
  }
  const idsOf = (text: string): Set<string> => new Set(text.match(anyId))

  beforeAll(async () => {
    const database =
      kind === 'PGlite'
        ? await openEmpty()
        : await openPostgres(await createDatabase(inject('postgresUrl'), `isolation_${newId().replaceAll('-', '')}`))
    authority = await startAuthority(database, clock)
    other = await equalTenant(authority, clock, 'other')
    // In the same order as the ids they stand for: where nothing else decides, rows come in the order of their ids.
    const inOrder = Object.entries(other.ids).sort(([, a], [, b]) => (a < b ? -1 : 1))
    strangers = { ...nobody(), ...Object.fromEntries(inOrder.map(([kind]) => [kind, newId()])) }
    asker = await equalTenant(authority, clock, 'asker')
    control = await equalTenant(authority, clock, 'control')
    await secrets(other)
    before = await everythingOf(other.id)
  })
  afterAll(() => authority.stop())

  /** Ids of the other tenant that the asker was told, beyond those it asked with. */
  const leaked = (answer: unknown): string[] => {
    const theirs = idsOf(before)
    const known = new Set(Object.values(other.ids))
    return [...idsOf(JSON.stringify(answer))].filter((id) => theirs.has(id) && !known.has(id))
  }

  describe('commands', () => {
    test('every command of the domain is tried here', () => {
      expect(Object.keys(commandTries).sort()).toEqual([...domain.commands.keys()].sort())
    })

    test.each([...domain.commands.keys()])('%s', async (name) => {
      const [mine, theirs] = [
        asJson(commandTries[name]?.(asker.ids, other.ids)),
        asJson(commandTries[name]?.(control.ids, strangers)),
      ]
      expect(mine.length).toBeGreaterThan(0)
      for (const [n, input] of mine.entries()) {
        const answer = await asker.desk.give(name, input)
        const same = await control.desk.give(name, theirs[n] ?? {}, { basisVersion: 0 })
        expect(answer.rejection?.code, JSON.stringify(answer.rejection)).not.toBe('validation_failed')
        expect(answer.rejection?.code).not.toBe('command_crashed')
        expect(plain(JSON.parse(JSON.stringify(answer)), 'asker')).toEqual(
          plain(JSON.parse(JSON.stringify(same)), 'control'),
        )
        expect(leaked(answer)).toEqual([])
      }
    })
  })

  describe('questions', () => {
    test('every query of the domain is asked here', () => {
      expect(Object.keys(queryTries).sort()).toEqual([...domain.queries.keys()].sort())
    })

    test.each([...domain.queries.keys()])('%s', async (name) => {
      const [mine, theirs] = [
        asJson(queryTries[name]?.(asker.ids, other.ids)),
        asJson(queryTries[name]?.(control.ids, strangers)),
      ]
      expect(mine.length).toBeGreaterThan(0)
      for (const [n, input] of mine.entries()) {
        const answer = await asker.desk.ask(name, input)
        const same = await control.desk.ask(name, theirs[n] ?? {})
        expect(JSON.stringify(answer.body)).not.toContain('validation_failed')
        expect(answer.status).not.toBe(503)
        expect([answer.status, plain(answer.body, 'asker')]).toEqual([same.status, plain(same.body, 'control')])
        expect(leaked(answer.body)).toEqual([])
        const asked = Object.values(input).filter((value) => typeof value === 'string')
        const told = asked.reduce((text, value) => text.replaceAll(value, ''), JSON.stringify(answer.body))
        expect(told).not.toMatch(/zyzzyva|secret/i)
      }
    })
  })

  test('a person on the floor is told nothing of contacts and money, by no question and by no search', async () => {
    const { db } = authority.database
    const person = { email: 'field@asker.test', password, displayName: 'Floor', roles: ['field' as const] }
    await addPerson(db, authority.server.commands, asker.id, person)
    const floor = await WireDesk.signIn(authority.url, person.email, newId(), () => clock.now())
    const refused = { status: 403, body: { error: { code: 'actor_not_permitted' } } }
    expect(await floor.ask('memberships.charges')).toMatchObject(refused)
    expect(await floor.ask('memberships.similar-members', { email: 'ada@post.test' })).toMatchObject(refused)
    expect(await floor.ask('memberships.member', { memberId: asker.ids.member })).toMatchObject({
      body: { data: { contacts: null, balances: null } },
    })
    for (const text of ['ada@post.test', '+90 555 000 11 22', '1122']) {
      expect(JSON.stringify((await floor.ask('memberships.find', { text })).body), text).not.toContain('Byron')
      expect(JSON.stringify((await asker.desk.ask('memberships.find', { text })).body), text).toContain('Byron')
    }
    for (const name of domain.queries.keys()) {
      const input = asJson(queryTries[name]?.(asker.ids, asker.ids))[0] ?? {}
      const answer = JSON.stringify((await floor.ask(name, input)).body)
      expect(answer, name).not.toMatch(/post\.test|555 000|allergic/)
    }
  })

  describe('the traffic of desks', () => {
    test('a first sync and a pull from nothing bring rows of this tenant only, wherever they are asked to go on', async () => {
      const snapshot = await asker.desk.snapshot()
      const rows = [...snapshot.rows.values()].flat()
      expect(rows.length).toBeGreaterThan(20)
      expect(new Set(rows.map(({ tenant_id }) => tenant_id))).toEqual(new Set([asker.id]))
      const start = { ...snapshot.cursor, version: 0 }
      const asked: JsonObject[] = [{}, { page: { table: 'members', after: other.ids.member } }, { limit: 3 }]
      for (const more of asked) {
        const { tables } = await asker.desk.pull(start, more)
        const pulled = Object.values(tables).flatMap((table) => table.rows)
        expect(new Set(pulled.map(({ tenant_id }) => tenant_id))).toEqual(new Set([asker.id]))
        expect(leaked(tables)).toEqual([])
      }
      const resumed = await send(
        authority.url,
        `/sync/snapshot?protocol=${protocolVersion}&after=members,${other.ids.member}`,
        { token: asker.desk.token },
      )
      expect(leaked(resumed.body)).toEqual([])
    })
    test("whether another tenant's command has arrived is not told, though it has", async () => {
      const logged = await inTenant(authority.database.db, other.id, (db) =>
        db.selectFrom('command_log').select('command_id').limit(50).execute(),
      )
      const ids = logged.map(({ command_id }) => command_id)
      expect(ids.length).toBeGreaterThan(5)
      const { token } = asker.desk
      expect(await send(authority.url, '/sync/arrived', { token, body: { ids } })).toMatchObject({
        ...{ status: 200, body: { entries: [] } },
      })
      const own = await send(authority.url, '/sync/arrived', { token: other.desk.token, body: { ids } })
      expect(Object(own.body).entries).toHaveLength(ids.length)
    })

    test("another tenant's command, author and desk are unknown here, as random ones are", async () => {
      const theirCommand = (
        await inTenant(authority.database.db, other.id, (db) =>
          db.selectFrom('command_log').select('command_id').where('desk_id', 'is not', null).execute(),
        )
      )[0]?.command_id
      const tries = (x: Ids, commandId: string): JsonObject[] => [
        { actorId: x.user },
        { id: commandId },
        { meta: { undoOf: commandId, resolves: commandId, dependsOn: [commandId] } },
      ]
      const mine = tries(other.ids, theirCommand ?? '')
      const theirs = tries(nobody(), newId())
      for (const [n, more] of mine.entries()) {
        const answer = await asker.desk.give('no.such', {}, more)
        const same = await control.desk.give('no.such', {}, theirs[n] ?? {})
        expect(plain(JSON.parse(JSON.stringify(answer)), 'asker')).toEqual(
          plain(JSON.parse(JSON.stringify(same)), 'control'),
        )
      }
    })

    test('a desk id of another tenant may be used, and is no door: it counts from one and has no verdicts', async () => {
      const twin = await WireDesk.signIn(authority.url, 'owner@asker.test', other.desk.id, () => clock.now())
      const { cursor } = await twin.snapshot()
      expect(await twin.pull(cursor)).toMatchObject({ verdicts: [], processedSeq: 0 })
      expect(await twin.give('no.such', {})).toMatchObject({ deskSeq: 1, verdict: 'rejected' })
    })

    test('a live socket hears nothing of the other', async () => {
      const ear = asker.desk.live()
      await ear.opened
      const own = () => asker.desk.give('plant-slots.create-location', newLocation())
      const served = await until('the socket is served', async () => {
        const { version } = await own()
        await new Promise((done) => setTimeout(done, 20))
        return ear.heard.length > 0 ? version : undefined
      })
      const lastOf = () => JSON.stringify(ear.heard.at(-1))
      await until('all of the own is told', () => lastOf() === JSON.stringify({ version: served }))
      ear.heard.length = 0
      for (let n = 0; n < 40; n += 1) {
        await other.desk.give('plant-slots.create-location', newLocation())
      }
      const theirs = await other.desk.give('plant-slots.create-location', newLocation())
      const { version } = await own()
      expect(theirs.version).not.toBe(version)
      await until('the own version is told', () => ear.heard.length > 0)
      expect(ear.heard).toEqual([{ version }])
      ear.socket.terminate()
      before = await everythingOf(other.id)
    })
  })

  describe('[ID-R10] tokens that are none', () => {
    let key: JWK
    beforeAll(async () => {
      const { signing_key } = await authority.database.db
        .selectFrom('control.deployment')
        .select('signing_key')
        .executeTakeFirstOrThrow()
      key = JSON.parse(JSON.stringify(signing_key))
    })
    const base64 = (value: object | string) =>
      Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
    const issued = () => Math.floor(clock.now().getTime() / 1000)
    const claims = (more: JsonObject = {}): JsonObject => {
      const now = issued()
      const read: JsonObject = JSON.parse(Buffer.from(asker.desk.token.split('.')[1] ?? '', 'base64url').toString())
      return { ...read, iat: now, nbf: now, exp: now + 900, ...more }
    }
    const signed = async (jwk: JWK, kid: string, more: JsonObject = {}) =>
      new SignJWT(claims(more)).setProtectedHeader({ alg: 'EdDSA', kid }).sign(await importJWK(jwk, 'EdDSA'))
    const strangeKey = async (): Promise<JWK> => {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
      return exportJWK(privateKey)
    }
    const tampered = (token: string, change: JsonObject) => {
      const [head = '', body = '', signature = ''] = token.split('.')
      const read: JsonObject = JSON.parse(Buffer.from(body, 'base64url').toString())
      return [head, base64({ ...read, ...change }), signature].join('.')
    }

    const forgeries: [string, () => Promise<string> | string, string][] = [
      ['nothing', () => '', 'session_required'],
      ['a word', () => 'token', 'session_required'],
      ["another tenant's id written in", () => tampered(asker.desk.token, { tid: other.id }), 'session_required'],
      ["another session's id written in", () => tampered(asker.desk.token, { sid: newId() }), 'session_required'],
      ['a longer life written in', () => tampered(asker.desk.token, { exp: 9_999_999_999 }), 'session_required'],
      ['no signature', () => asker.desk.token.split('.').slice(0, 2).join('.').concat('.'), 'session_required'],
      ['alg none', () => `${base64({ alg: 'none' })}.${base64(claims())}.`, 'session_required'],
      [
        'alg none, with the old signature',
        () => `${base64({ alg: 'none' })}.${asker.desk.token.split('.').slice(1).join('.')}`,
        'session_required',
      ],
      ['HS256 with the public key as PEM', async () => hmac(await pem()), 'session_required'],
      ['HS256 with the public key as text', () => hmac(String(key.x)), 'session_required'],
      ['HS256 with the public key as bytes', () => hmac(Buffer.from(String(key.x), 'base64url')), 'session_required'],
      [
        'a key of somebody else under our name',
        async () => signed(await strangeKey(), String(key.kid)),
        'session_required',
      ],
      ['a key that nobody knows', async () => signed(await strangeKey(), newId()), 'session_required'],
      ['our key under a name that nobody knows', () => signed(key, newId()), 'session_required'],
      ['another issuer', () => signed(key, String(key.kid), { iss: 'somebody' }), 'session_required'],
      ['another audience', () => signed(key, String(key.kid), { aud: 'sync' }), 'session_required'],
      ['no session', () => signed(key, String(key.kid), { sid: 'none' }), 'session_required'],
      ['a session that never was', () => signed(key, String(key.kid), { sid: newId() }), 'session_revoked'],
      ['not yet', () => signed(key, String(key.kid), { nbf: issued() + 60 }), 'session_required'],
      ['expired', () => signed(key, String(key.kid), { exp: issued() - 31 }), 'session_expired'],
    ]
    const pem = async () => {
      const { d: _secret, ...open } = key
      const publicKey = await importJWK(open, 'EdDSA', { extractable: true })
      if (publicKey instanceof Uint8Array) throw new Error('No key')
      return exportSPKI(publicKey)
    }
    const hmac = (secret: string | Buffer) => {
      const text = `${base64({ alg: 'HS256', typ: 'JWT', kid: key.kid ?? null })}.${base64(claims())}`
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
    }

    /** In the flat style the code stands alone (PL-R2). */
    const codeOf = ({ body }: Answered): string =>
      z
        .object({ error: z.union([z.string(), z.object({ code: z.string() }).transform(({ code }) => code)]) })
        .parse(body).error

    /** Every route behind a session. */
    const routes: [string, (token: string) => Promise<Answered>][] = [
      ['push', (token) => send(authority.url, '/sync/push', { token, body: { protocol: 1, commands: [] } })],
      ['pull', (token) => send(authority.url, '/sync/pull', { token, body: {} })],
      ['first sync', (token) => send(authority.url, '/sync/snapshot?protocol=1', { token })],
      ['arrived', (token) => send(authority.url, '/sync/arrived', { token, body: { ids: [] } })],
      ...facade.map(({ method, path }): [string, (token: string) => Promise<Answered>] => [
        `${method} ${path}`,
        (token) => send(authority.url, path.replace(/:\w+/g, newId()), { token, method }),
      ]),
      ['sign-out', (token) => send(authority.url, '/auth/sign-out', { token, method: 'POST' })],
      ...[
        '',
        `/${newId()}/check`,
        `/${newId()}/commit`,
        `/${newId()}/pause`,
        `/${newId()}/resume`,
        `/${newId()}/undo`,
      ].map((path): [string, (token: string) => Promise<Answered>] => [
        `import${path}`,
        (token) => send(authority.url, `/api/v1/imports${path}`, { token, method: 'POST' }),
      ]),
      ['import shown', (token) => send(authority.url, `/api/v1/imports/${newId()}`, { token })],
      ['import dropped', (token) => send(authority.url, `/api/v1/imports/${newId()}`, { token, method: 'DELETE' })],
      ['rows of an import', (token) => send(authority.url, `/api/v1/imports/${newId()}/rows`, { token })],
      ['export', (token) => send(authority.url, '/api/v1/exports', { token, body: {} })],
    ]

    test('the routes that are tried are all there are', () => {
      const behind = routesInRouter(authority.server.app)
        .map((route) => route.split(' ')[1] ?? '')
        .filter((path) => /^\/(sync|auth|api|plant-slots)\//.test(path))
      expect([...new Set(behind)].sort()).toEqual(
        [
          ...new Set(facade.map(({ path }) => path)),
          ...['/api/openapi.json', '/api/openapi.yaml'],
          ...['/api/v1/exports', '/api/v1/imports', '/api/v1/imports/:id', '/api/v1/imports/:id/check'],
          ...['commit', 'pause', 'resume', 'rows', 'undo'].map((step) => `/api/v1/imports/:id/${step}`),
          ...['/auth/refresh', '/auth/sign-in', '/auth/sign-out'],
          ...['/sync/arrived', '/sync/live', '/sync/pull', '/sync/push', '/sync/snapshot'],
        ].sort(),
      )
    })

    test.each(forgeries)('%s', async (_what, forge, code) => {
      const token = await forge()
      for (const [route, ask] of routes) {
        const answer = await ask(token)
        expect(answer.status, route).toBe(401)
        expect(codeOf(answer), route).toBe(code)
      }
      const ear = asker.desk.live(token)
      expect(await ear.closed).toBe(4401)
      expect(ear.heard).toEqual([])
    })

    test('no token at all, on a route or a socket', async () => {
      const answer = await send(authority.url, '/sync/pull', { body: {} })
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'session_required' } } })
      expect(await asker.desk.live(null).closed).toBe(4401)
    })

    test('the right key, the right name, the right session: the forger would have to be us', async () => {
      const token = await signed(key, String(key.kid))
      expect(await send(authority.url, '/api/v1/queries/identity.people', { token, body: {} })).toMatchObject({
        status: 200,
      })
    })

    test('a session that was ended opens no socket and no route', async () => {
      const desk = await WireDesk.signIn(authority.url, 'owner@asker.test')
      await send(authority.url, '/auth/sign-out', { token: desk.token, method: 'POST' })
      for (const [route, ask] of routes) {
        expect(codeOf(await ask(desk.token)), route).toBe('session_revoked')
      }
      expect(await desk.live().closed).toBe(4401)
    })
  })

  test('after all that was tried, the other tenant is as it was, to the last byte', async () => {
    expect((await everythingOf(other.id)) === before).toBe(true)
  })
})
