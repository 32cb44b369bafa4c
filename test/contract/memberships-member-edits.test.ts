import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { Shop } from './memberships-shop.ts'
import { noon, onBothDatabases, type World } from './world.ts'

onBothDatabases('edits of members', (world: () => World) => {
  const shop = () => new Shop(world())
  const update = (memberId: string, changes: JsonObject, seen: JsonObject) => ({ memberId, changes, seen })
  const undo = (name: string, input: JsonObject, outcome: JsonObject) => {
    const back = domain.commands.get(name)?.undo(input, outcome)
    return world().must(back?.command ?? '', back?.input ?? {})
  }

  it('an update writes what it names and nothing else; Ctrl+Z brings back what was seen', async () => {
    const memberId = await shop().member({ email: 'a@example.com', phone: '0532 111 22 33' })
    const before = await world().ask('memberships.member', { memberId })
    const changes = { givenName: 'Elif', email: 'elif@example.com', waiverSignedOn: null }
    const seen = { givenName: 'Ayşe', email: 'a@example.com', waiverSignedOn: '2027-01-01', phone: '0532 111 22 33' }
    const input = update(memberId, changes, seen)
    const outcome = await world().must('memberships.update-member', input)
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({
      name: 'Elif Yılmaz',
      waiverSignedOn: null,
      contacts: { email: 'elif@example.com', phone: '0532 111 22 33' },
    })
    expect(await world().ask('memberships.find', { text: 'elif' })).toMatchObject([{ id: memberId }])
    await undo('memberships.update-member', input, outcome)
    expect(await world().ask('memberships.member', { memberId })).toEqual(before)
  })

  it('an update that would take the last of a name away is not valid', async () => {
    const memberId = await shop().member({ givenName: 'Ali', familyName: '' })
    const nameless = update(memberId, { givenName: '' }, { givenName: 'Ali' })
    expect(await world().refuses('memberships.update-member', nameless)).toMatchObject({ code: 'validation_failed' })
  })

  it('a change that does not say what was seen is not valid', async () => {
    const memberId = await shop().member()
    const blind = update(memberId, { givenName: 'Elif' }, { familyName: 'Yılmaz' })
    expect(await world().refuses('memberships.update-member', blind)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-A62 MB-R62 two people edit one field: the second sees both values, and each way out is accepted', async () => {
    const memberId = await shop().member({ phone: '111 1111' })
    const at = '2027-03-01T10:00:00.000Z'
    await world().must('memberships.update-member', update(memberId, { phone: '222 2222' }, { phone: '111 1111' }), {
      at,
    })
    const mine = update(memberId, { phone: '333 3333', givenName: 'Elif' }, { phone: '111 1111', givenName: 'Ayşe' })
    const refusal = await world().refuses('memberships.update-member', mine)
    expect(refusal).toMatchObject({ code: 'version_conflict', rule: 'MB-R62' })
    expect(refusal.params).toEqual({ field: 'phone', theirs: '222 2222', mine: '333 3333', at })
    expect(refusal.alternatives.map(({ label }) => label)).toEqual(['memberships.use_mine', 'memberships.keep_theirs'])
    // Nothing of a command that clashes is applied.
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({ givenName: 'Ayşe' })
    const [useMine, keepTheirs] = refusal.alternatives
    await world().must(keepTheirs?.command ?? '', keepTheirs?.input ?? {})
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({
      givenName: 'Elif',
      contacts: { phone: '222 2222' },
    })
    await world().must(useMine?.command ?? '', useMine?.input ?? {})
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({ contacts: { phone: '333 3333' } })
  })

  it('MB-A62 MB-R62 different fields both stand, and the same new value twice is no clash', async () => {
    const memberId = await shop().member({ phone: '111 1111', email: 'a@example.com' })
    await world().must('memberships.update-member', update(memberId, { phone: '2222222' }, { phone: '111 1111' }))
    await world().must('memberships.update-member', update(memberId, { phone: '2222222' }, { phone: '111 1111' }))
    await world().must('memberships.update-member', update(memberId, { email: null }, { email: 'a@example.com' }))
    const contacts = { phone: '2222222', email: null }
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({ contacts })
  })

  it('MB-R62 a clash on the only field has one way out', async () => {
    const memberId = await shop().member({ phone: '111 1111' })
    const stale = update(memberId, { phone: '3333333' }, { phone: '9999999' })
    const { alternatives } = await world().refuses('memberships.update-member', stale)
    expect(alternatives.map(({ label }) => label)).toEqual(['memberships.use_mine'])
  })

  it.each(['planId', 'membershipPlanId'])(
    'MB-A24 MB-R50 an update that names %s is sent to change-plan',
    async (field) => {
      const memberId = await shop().member()
      const input = update(memberId, { [field]: newId() }, {})
      expect(await world().refuses('memberships.update-member', input)).toMatchObject({
        code: 'member_plan_change_not_allowed',
        params: { use: 'memberships.change-plan' },
      })
    },
  )

  it('section 11: members change how they themselves are reached, and nothing else of anybody', async () => {
    const [own, other] = [await shop().member({ phone: '111 1111' }), await shop().member()]
    await shop().signsIn(own)
    const how = { as: 'member' } as const
    await world().must('memberships.update-member', update(own, { phone: '2222222' }, { phone: '111 1111' }), how)
    const refused = {
      code: 'actor_not_permitted',
      params: { reason: 'own', permission: 'member_update', scope: 'own' },
    }
    for (const input of [
      update(own, { givenName: 'Boss' }, { givenName: 'Ayşe' }),
      update(own, { notes: 'nice' }, { notes: null }),
      update(own, { planId: newId() }, {}),
      update(other, { phone: '2222222' }, { phone: null }),
      update(newId(), { phone: '2222222' }, { phone: null }),
    ]) {
      expect(await world().refuses('memberships.update-member', input, how)).toMatchObject(refused)
    }
  })

  it('a desk without the contact row of a member asks for the server', async () => {
    const memberId = await shop().member()
    await shop().write((db) =>
      db.updateTable('member_contacts').set({ deleted_at: noon }).where('member_id', '=', memberId).execute(),
    )
    const blind = update(memberId, { phone: '2222222' }, { phone: null })
    expect(await world().refuses('memberships.update-member', blind)).toMatchObject({ code: 'needs_connection' })
  })

  it('settings change by field, clash by field, and come back by Ctrl+Z', async () => {
    const first = { patch: { promiseHours: 24 }, seen: { promiseHours: 72 } }
    const outcome = await world().must('memberships.update-settings', first)
    const second = { patch: { backdateDays: 10, blockPastDue: true }, seen: { backdateDays: 30, blockPastDue: false } }
    await world().must('memberships.update-settings', second)
    const row = () => world().read((db) => db.selectFrom('membership_settings').selectAll().executeTakeFirstOrThrow())
    expect(await row()).toMatchObject({
      id: world().tenantId,
      promise_hours: 24,
      backdate_days: 10,
      block_past_due: true,
    })
    const stale = { patch: { promiseHours: 48 }, seen: { promiseHours: 72 } }
    expect(await world().refuses('memberships.update-settings', stale)).toMatchObject({
      code: 'version_conflict',
      params: { field: 'promiseHours', theirs: 24, mine: 48, at: noon },
    })
    await undo('memberships.update-settings', first, outcome)
    expect(await row()).toMatchObject({ promise_hours: 72, backdate_days: 10 })
    const rest = { renewEarlyDays: 1, renewalWindowDays: 2, autoRenewLeadDays: 3, selfFreeze: true }
    const seen = { renewEarlyDays: 60, renewalWindowDays: 30, autoRenewLeadDays: 1, selfFreeze: false }
    await world().must('memberships.update-settings', { patch: rest, seen })
    expect(await row()).toMatchObject({
      ...{ renew_early_days: 1, renewal_window_days: 2, auto_renew_lead_days: 3, self_freeze: true },
      ...{ promise_hours: 72, auto_renew_grace_days: 3, past_due_after_days: 7 },
    })
    const wrong = { patch: { promiseHours: 169 }, seen: { promiseHours: 72 } }
    expect(await world().refuses('memberships.update-settings', wrong)).toMatchObject({ code: 'validation_failed' })
    const blind = { patch: { promiseHours: 1 }, seen: {} }
    expect(await world().refuses('memberships.update-settings', blind)).toMatchObject({ code: 'validation_failed' })
    for (const as of ['manager', 'frontdesk', 'field', 'viewer', 'member'] as const) {
      expect(await world().refuses('memberships.update-settings', first, { as })).toMatchObject({
        code: 'actor_not_permitted',
      })
    }
  })
})
