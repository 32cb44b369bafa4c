import { expect, it } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'
import { nextCode, Shop } from './memberships-shop.ts'
import { onBothDatabases, type World } from './world.ts'

onBothDatabases('members', (world: () => World) => {
  const shop = () => new Shop(world())
  const update = (memberId: string, changes: JsonObject, seen: JsonObject) => ({ memberId, changes, seen })
  const undo = (name: string, input: JsonObject, outcome: JsonObject) => {
    const back = domain.commands.get(name)?.undo(input, outcome)
    return world().must(back?.command ?? '', back?.input ?? {})
  }

  it('a member is kept with all that was entered, and the keys they are found by', async () => {
    const memberId = newId()
    const person = {
      givenName: ' Zeynep  Su ',
      familyName: 'Çelik',
      memberNumber: 'a-12ı',
      language: 'tr',
      waiverSignedOn: '2027-02-28',
      email: ' Zeynep@Example.com ',
      phone: '+90 532 123 45 67',
      birthOn: '1990-02-28',
      address: 'Kadıköy',
      notes: ' ',
    }
    const code = nextCode()
    const outcome = await world().must('memberships.create-member', { memberId, code: code.toLowerCase(), ...person })
    expect(outcome).toEqual({ memberId })
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({
      code,
      name: 'Zeynep Su Çelik',
      givenName: 'Zeynep Su',
      memberNumber: 'A-12I',
      language: 'tr',
      status: 'ACTIVE',
      kycStatus: 'not_required',
      contacts: {
        email: 'Zeynep@Example.com',
        phone: '+90 532 123 45 67',
        birthOn: '1990-02-28',
        address: 'Kadıköy',
        notes: null,
      },
      memberships: [],
      balances: [],
    })
    const contact = await world().read((db) => db.selectFrom('member_contacts').selectAll().executeTakeFirstOrThrow())
    expect(contact).toMatchObject({ email_key: 'zeynep@example.com', phone_e164: '+905321234567', phone_tail: '4567' })
  })

  it('a member without a language speaks the tenant’s; one without a name is not valid', async () => {
    const memberId = await shop().member({ givenName: '', familyName: 'Kim' })
    expect(await world().ask('memberships.member', { memberId })).toMatchObject({ language: 'en', name: 'Kim' })
    const nameless = { memberId: newId(), code: nextCode(), givenName: ' ' }
    expect(await world().refuses('memberships.create-member', nameless)).toMatchObject({ code: 'validation_failed' })
  })

  it.each<JsonObject>([
    { code: 'ILOU-0000' },
    { code: '12345678' },
    { email: 'nobody' },
    { phone: 'call me' },
    { birthOn: '2027-02-29' },
    { language: 'Turkish' },
    { givenName: 'x'.repeat(81) },
    { memberNumber: 'x'.repeat(33) },
  ])('%j is not valid', async (fields) => {
    const input = { memberId: newId(), code: nextCode(), givenName: 'Ali', ...fields }
    expect(await world().refuses('memberships.create-member', input)).toMatchObject({ code: 'validation_failed' })
  })

  it('MB-R60 a card code or number belongs to one member, however it is written', async () => {
    const code = nextCode()
    const memberId = await shop().member({ code, memberNumber: 'K-7' })
    const input = { memberId: newId(), givenName: 'Ali' }
    const refuses = (fields: JsonObject) => world().refuses('memberships.create-member', { ...input, ...fields })
    expect(await refuses({ code })).toMatchObject({ code: 'member_code_taken', params: { memberId }, rule: 'MB-R60' })
    const number = { code: nextCode(), memberNumber: ' k-7 ' }
    expect(await refuses(number)).toMatchObject({ code: 'member_number_taken', params: { memberId }, rule: 'MB-R60' })
    const other = await shop().member()
    const change = update(other, { memberNumber: 'k-7' }, { memberNumber: null })
    expect(await world().refuses('memberships.update-member', change)).toMatchObject({ code: 'member_number_taken' })
    expect(
      await world().must(
        'memberships.update-member',
        update(memberId, { memberNumber: 'K-7' }, { memberNumber: 'K-7' }),
      ),
    ).toEqual({})
  })

  it.each([
    ['members_code', 'member_code_taken', { code: 'AAAA-0000' }],
    ['members_member_number', 'member_number_taken', { member_number: '7' }],
  ])('MB-R60 the constraint %s is a second fence that says %s', async (constraint, code, values) => {
    await shop().member({ code: 'AAAA-0000', memberNumber: '7' })
    const other = await shop().member()
    const clash = shop().write((db) => db.updateTable('members').set(values).where('id', '=', other).execute())
    await expect(clash).rejects.toMatchObject({ constraint })
    expect(domain.constraints.get(constraint)).toBe(code)
  })

  it('MB-R60 an unknown member is not found', async () => {
    const memberId = newId()
    const refusal = { code: 'member_not_found', rule: 'MB-R60' }
    expect(await world().refuses('memberships.update-member', update(memberId, {}, {}))).toMatchObject(refusal)
    expect(await world().refuses('memberships.suspend-member', { memberId, reason: 'x' })).toMatchObject(refusal)
    expect(await world().refuses('memberships.reactivate-member', { memberId, reason: 'x' })).toMatchObject(refusal)
    await expect(world().ask('memberships.member', { memberId })).rejects.toThrow('member_not_found')
    await expect(world().ask('memberships.standing', { memberId })).rejects.toThrow('member_not_found')
    await expect(world().ask('memberships.standing', { code: nextCode() })).rejects.toThrow('member_not_found')
  })

  it('section 3: suspend and reactivate, each twice, and each undone by the other', async () => {
    const memberId = await shop().member()
    const input = { memberId, reason: 'unpaid' }
    const first = await world().must('memberships.suspend-member', input)
    expect(first).toEqual({ status: 'SUSPENDED' })
    expect(await world().must('memberships.suspend-member', input)).toEqual({ status: 'SUSPENDED' })
    expect(await undo('memberships.suspend-member', input, first)).toEqual({ status: 'ACTIVE' })
    const second = await world().must('memberships.reactivate-member', input)
    expect(second).toEqual({ status: 'ACTIVE' })
    expect(await undo('memberships.reactivate-member', input, second)).toEqual({ status: 'SUSPENDED' })
  })

  it('section 3: an archived member can come back but not be suspended; a merged one is another record', async () => {
    const memberId = await shop().member()
    const other = await shop().member()
    const setStatus = (values: { status: 'ARCHIVED' | 'MERGED'; merged_into_id: string | null }) =>
      shop().write((db) => db.updateTable('members').set(values).where('id', '=', memberId).execute())
    const input = { memberId, reason: 'x' }
    await setStatus({ status: 'ARCHIVED', merged_into_id: null })
    expect(await world().refuses('memberships.suspend-member', input)).toMatchObject({
      code: 'member_not_active',
      params: { status: 'ARCHIVED' },
    })
    expect(await world().must('memberships.reactivate-member', input)).toEqual({ status: 'ACTIVE' })
    await setStatus({ status: 'MERGED', merged_into_id: other })
    const merged = { code: 'member_merged', params: { intoMemberId: other } }
    expect(await world().refuses('memberships.suspend-member', input)).toMatchObject(merged)
    expect(await world().refuses('memberships.reactivate-member', input)).toMatchObject(merged)
    expect(await world().refuses('memberships.update-member', update(memberId, {}, {}))).toMatchObject(merged)
  })

  it('MB-A30 whoever may not is told so before whether the member exists', async () => {
    const calls = [
      ['memberships.create-member', { memberId: newId(), code: nextCode(), givenName: 'Ali' }],
      ['memberships.suspend-member', { memberId: newId(), reason: 'x' }],
      ['memberships.reactivate-member', { memberId: newId(), reason: 'x' }],
    ] as const
    for (const as of ['field', 'viewer', 'member'] as const) {
      for (const [name, input] of calls) {
        expect(await world().refuses(name, input, { as })).toMatchObject({ code: 'actor_not_permitted' })
      }
    }
    for (const as of ['field', 'viewer'] as const) {
      const input = update(newId(), { phone: '2222222' }, { phone: null })
      expect(await world().refuses('memberships.update-member', input, { as })).toMatchObject({
        code: 'actor_not_permitted',
      })
    }
  })
})
