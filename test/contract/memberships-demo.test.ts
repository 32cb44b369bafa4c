import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { addDays } from '../../src-shared/kernel/calendar.ts'
import { membershipDemo } from '../../src-shared/modules/memberships/demo.ts'
import { namesIn } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

const today = '2027-03-01'

onBothDatabases('demo of the memberships module', (world: () => World) => {
  it('section 15: the organisation is there, made by ordinary commands, and today is busy', {
    timeout: 120_000,
  }, async () => {
    for (const { name, input, actor, at } of membershipDemo(world().tenantId, today)) {
      await world().must(name, input, { as: actor, at })
    }
    const plans = await world().ask('memberships.list-plans')
    expect(plans).toMatchObject({ total: 9 })
    expect(namesIn(await world().ask('memberships.list-plans', { status: 'ARCHIVED' }))).toEqual([
      'Yaz Sezonu',
      'Kurucu Üye',
    ])
    const total = async (filter: Record<string, string | boolean>) =>
      world().ask('memberships.list-members', { limit: 1, ...filter })
    expect(await total({})).toMatchObject({ total: 640 })
    expect(await total({ effective: 'expired' })).toMatchObject({ total: 60 })
    expect(await total({ effective: 'scheduled' })).toMatchObject({ total: 11 })
    expect(await total({ pastDue: true })).toMatchObject({ total: 22 })
    const rows = await world().read((db) => db.selectFrom('memberships').select(['ends_on', 'status']).execute())
    expect(rows).toHaveLength(590)
    const thisWeek = rows.filter(({ ends_on }) => ends_on >= today && ends_on < addDays(today, 7))
    expect(thisWeek).toHaveLength(38)
    const grandfathered = await world().read((db) =>
      db
        .selectFrom('membership_periods as pe')
        .innerJoin('membership_plan_versions as v', 'v.id', 'pe.plan_version_id')
        .select('pe.price_minor')
        .where('v.superseded_at', 'is not', null)
        .where('pe.ends_on', '>=', today)
        .execute(),
    )
    expect(grandfathered.map(({ price_minor }) => price_minor)).toEqual(Array.from({ length: 8 }, () => 420_000))
    const twins = await world().read((db) =>
      db
        .selectFrom('member_contacts')
        .select(['email_key', ({ fn }) => fn.countAll<number>().as('members')])
        .groupBy('email_key')
        .having(({ fn }) => fn.countAll(), '>', 1)
        .execute(),
    )
    expect(twins).toMatchObject([{ members: 2 }])
  })
})

it('section 15: the same arguments give the same commands, and every one is known', () => {
  const tenantId = '6f1c7a52-2a0f-4b0e-9a3e-3b8f6d1f2c11'
  const commands = membershipDemo(tenantId, today)
  expect(membershipDemo(tenantId, today)).toEqual(commands)
  expect(new Set(commands.map(({ name }) => domain.commands.has(name)))).toEqual(new Set([true]))
})
