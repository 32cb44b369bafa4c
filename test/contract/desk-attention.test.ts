import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import type { BuiltinRole } from '../../src-shared/kernel/permission.ts'
import { noon, onBothDatabases, type World } from './world.ts'

const later = (hours: number): string => new Date(Date.parse(noon) + hours * 3_600_000).toISOString()

/** Raises an item for a person, as the server does, four hours before it is everybody's. */
async function raise(world: World, author: BuiltinRole = 'frontdesk', more: JsonObject = {}): Promise<string> {
  const id = newId()
  const item = {
    ...{ id, kind: 'rejected', moduleKind: null, commandId: newId(), commandName: 'memberships.purchase' },
    ...{ actorUserId: world.userOf(author), deskId: null, subject: null, decided: null, winner: null },
    ...{
      shown: { input: {}, outcome: null },
      rejection: { code: 'x', params: {}, alternatives: [] },
      alternatives: [],
    },
    ...{ escalateAt: later(4), ...more },
  }
  await world.must('desk.raise-attention', item, { as: 'system' })
  return id
}

/** Adds a thousand more like an item. */
const multiply = (world: World, itemId: string): Promise<unknown> =>
  world.read(async (db) => {
    const { actor_user_id, escalate_at, kind, state, snoozed_until } = await db
      .selectFrom('attention_items')
      .selectAll()
      .where('id', '=', itemId)
      .executeTakeFirstOrThrow()
    const like = { actor_user_id, escalate_at, kind, state, snoozed_until }
    await sql`select set_config('holdfast.version', '1', true), set_config('holdfast.at', ${noon}, true)`.execute(db)
    const items = Array.from({ length: 1_000 }, () => ({ id: newId(), ...like }))
    await db.insertInto('attention_items').values(items).execute()
  })

const idsSeen = async (world: World, as: BuiltinRole, at = noon, input: JsonObject = {}): Promise<string[]> => {
  const answer = await world.ask('desk.attention', input, { as, at })
  return Object(answer).items.map(({ id }: { id: string }) => id)
}

onBothDatabases('what needs people', (world) => {
  it('[DX-R7] is raised once, by the server alone', async () => {
    const item = await raise(world())
    expect((await world().refuses('desk.raise-attention', {}, { as: 'owner' })).code).toBe('validation_failed')
    const again = {
      kind: 'rejected',
      id: item,
      moduleKind: null,
      commandId: null,
      commandName: null,
      actorUserId: null,
    }
    const rest = { deskId: null, subject: null, shown: null, decided: null, rejection: null, winner: null }
    const input = { ...again, ...rest, alternatives: [], escalateAt: noon }
    expect((await world().refuses('desk.raise-attention', input, { as: 'owner' })).code).toBe('actor_not_permitted')
    expect((await world().refuses('desk.raise-attention', input, { as: 'system' })).code).toBe('attention_exists')
  })

  it('[DX-R11] [DX-A6] is its author’s; after four hours also of those who look after others', async () => {
    const item = await raise(world())
    expect(await idsSeen(world(), 'frontdesk')).toEqual([item])
    expect(await idsSeen(world(), 'field')).toEqual([])
    expect(await idsSeen(world(), 'manager', later(3.9))).toEqual([])
    expect(await idsSeen(world(), 'manager', later(4 + 1 / 60))).toEqual([item])
    expect(await idsSeen(world(), 'manager', noon, { everybodys: true })).toEqual([item])
    expect(await idsSeen(world(), 'field', later(9), { everybodys: true })).toEqual([])
  })

  it('[DX-R11] is seen by its author however many of others’, or put off, are older', async () => {
    const putOff = await raise(world(), 'field')
    await world().must('desk.snooze-attention', { itemId: putOff, until: later(2) }, { as: 'field' })
    await multiply(world(), await raise(world(), 'frontdesk'))
    await multiply(world(), putOff)
    const item = await raise(world(), 'field')
    expect(await idsSeen(world(), 'field')).toEqual([item])
    expect(await idsSeen(world(), 'manager')).toEqual([])
    expect(await idsSeen(world(), 'field', later(3))).toHaveLength(999)
  })

  it('[DX-R11] of somebody who does not work here any more is everybody’s at once', async () => {
    const item = await raise(world())
    await world().must(
      'identity.suspend-user',
      { userId: world().userOf('frontdesk'), suspended: true },
      { as: 'system' },
    )
    expect(await idsSeen(world(), 'manager')).toEqual([item])
  })

  it('[DX-R11] [DX-A6] is urgent where what was refused begins within a day, and stands first then', async () => {
    const first = await raise(world())
    const urgent = await raise(world(), 'frontdesk', { shown: { input: { startsOn: '2027-03-02' }, outcome: null } })
    const far = await raise(world(), 'frontdesk', { shown: { input: { startsOn: '2027-03-09' }, outcome: null } })
    expect(await idsSeen(world(), 'frontdesk')).toEqual([urgent, first, far])
    const { items } = Object(await world().ask('desk.attention', {}, { as: 'frontdesk' }))
    expect(items.map((item: { urgent: boolean }) => item.urgent)).toEqual([true, false, false])
  })

  it('[DX-R9] is put off, comes back when its time has come, and is taken up again after its end', async () => {
    const item = await raise(world())
    const as = 'frontdesk'
    await world().must('desk.snooze-attention', { itemId: item, until: later(2) }, { as })
    expect(await idsSeen(world(), as)).toEqual([])
    expect(await idsSeen(world(), as, noon, { state: 'snoozed' })).toEqual([item])
    expect(await idsSeen(world(), as, later(2))).toEqual([item])
    await world().must('desk.dismiss-attention', { itemId: item, reason: 'Not needed' }, { as })
    expect(await idsSeen(world(), as, later(2))).toEqual([])
    await world().must('desk.reopen-attention', { itemId: item }, { as, at: later(24) })
    expect(await idsSeen(world(), as)).toEqual([item])
    await world().must('desk.resolve-attention', { itemId: item, resolution: 'seen' }, { as })
    const late = await world().refuses('desk.reopen-attention', { itemId: item }, { as, at: later(8 * 24) })
    expect(late.code).toBe('attention_too_old')
  })

  it('refuses what cannot be: an end after the end, a moment that is past, a stranger, somebody else’s item', async () => {
    const item = await raise(world())
    const as = 'frontdesk'
    const refuse = async (name: string, input: JsonObject, who: BuiltinRole = as) =>
      (await world().refuses(name, { itemId: item, ...input }, { as: who })).code
    expect(await refuse('desk.reopen-attention', {})).toBe('attention_open')
    expect(await refuse('desk.snooze-attention', { until: later(-1) })).toBe('date_past')
    expect(await refuse('desk.snooze-attention', { until: later(31 * 24) })).toBe('date_past')
    expect(await refuse('desk.hand-over-attention', { toUserId: newId() })).toBe('user_not_active')
    expect(await refuse('desk.dismiss-attention', { reason: 'Mine now' }, 'field')).toBe('attention_not_found')
    expect(await refuse('desk.dismiss-attention', { itemId: newId(), reason: 'What?' })).toBe('attention_not_found')
    await world().must('desk.resolve-attention', { itemId: item, resolution: 'seen' }, { as })
    for (const [name, input] of [
      ['resolve', { resolution: 'again' }],
      ['dismiss', { reason: 'again' }],
      ['snooze', { until: later(1) }],
      ['hand-over', { toUserId: world().userOf('manager') }],
    ] as const) {
      expect(await refuse(`desk.${name}-attention`, input)).toBe('attention_closed')
    }
  })

  it('is handed over, and back', async () => {
    const item = await raise(world())
    const toUserId = world().userOf('manager')
    const { formerUserId } = await world().must(
      'desk.hand-over-attention',
      { itemId: item, toUserId },
      { as: 'frontdesk' },
    )
    expect(formerUserId).toBe(world().userOf('frontdesk'))
    expect(await idsSeen(world(), 'manager')).toEqual([item])
  })

  it('[DX-R10] ends with the command that settles it, and only with one that is done', async () => {
    const item = await raise(world())
    const meta = { resolves: item }
    const plan = { planId: newId(), reason: 'x' }
    await world().refuses('memberships.archive-plan', { planId: plan.planId }, { as: 'owner', meta })
    expect(await idsSeen(world(), 'frontdesk')).toEqual([item])
    const member = { memberId: newId(), code: 'AAAA-0001', givenName: 'Ada', familyName: '' }
    const commandId = newId()
    await world().must('memberships.create-member', member, { as: 'frontdesk', meta, id: commandId })
    expect(await world().ask('desk.attention-item', { itemId: item }, { as: 'frontdesk' })).toMatchObject({
      state: 'resolved',
      resolvedBy: world().userOf('frontdesk'),
    })
    // What is not theirs to settle stays as it is, and the command is done all the same.
    const others = await raise(world(), 'manager')
    const next = { ...member, memberId: newId(), code: 'AAAA-0002' }
    await world().must('memberships.create-member', next, { as: 'frontdesk', meta: { resolves: others } })
    expect(await idsSeen(world(), 'manager', noon)).toEqual([others])
  })
})
