import { expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import { Refused } from '../../src-shared/kernel/rejection.ts'
import { onBothDatabases } from './databases.ts'
import { newPlan } from './garden.ts'
import { fileOf, openImportHouse } from './import-house.ts'

const head = 'Number,First name,Last name,E-mail,Membership type,Start,End'
const people = (...rows: string[]) => fileOf(head, ...rows)

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  )
  return error instanceof Refused ? error.rejection.code : error
}

onBothDatabases('imports of members', (ground) => {
  const open = () => openImportHouse(ground())

  test('[MB-A64] [MB-R70] [MB-R71] types become plans, and days and words stay as they were', async () => {
    const types = [...Array(7).fill('Gold'), ' gold ', ' gold ', 'GOLD', ...Array(3).fill('Student'), '', '']
    const lines = types.map((type, n) => {
      const end = n === 0 ? '' : '2027-12-31'
      return `M${n},Ada,Byron ${n},,"${type}",2027-02-28,${end}`
    })
    const { line, whole, counts } = await open()
    const runId = await whole(people(...lines))
    expect(await counts(runId)).toEqual({ applied: 15 })
    const plans = await line.read((db) =>
      db
        .selectFrom('membership_plans as p')
        .innerJoin('membership_plan_versions as v', 'v.id', 'p.current_version_id')
        .innerJoin('memberships as ms', 'ms.plan_id', 'p.id')
        .select(['p.name', 'v.duration_type', 'v.duration_value', 'v.price_minor', 'v.currency', 'v.auto_renew'])
        .select(({ fn }) => fn.countAll<number>().as('held'))
        .groupBy(['p.name', 'v.duration_type', 'v.duration_value', 'v.price_minor', 'v.currency', 'v.auto_renew'])
        .orderBy('p.name')
        .execute(),
    )
    const terms = { duration_type: 'MONTHS', duration_value: 12, price_minor: 0, currency: 'TRY', auto_renew: false }
    expect(plans).toEqual([
      { name: 'Gold', ...terms, held: 10 },
      { name: 'Imported', ...terms, held: 2 },
      { name: 'Student', ...terms, held: 3 },
    ])
    const held = await line.read((db) =>
      db
        .selectFrom('memberships as ms')
        .innerJoin('members as m', 'm.id', 'ms.member_id')
        .innerJoin('membership_periods as p', 'p.membership_id', 'ms.id')
        .select(['m.member_number', 'ms.ends_on', 'ms.legacy_membership_type as type', 'ms.status', 'p.price_minor'])
        .where('m.member_number', 'in', ['M0', 'M7', 'M9'])
        .orderBy('m.member_number')
        .execute(),
    )
    expect(held).toEqual([
      { member_number: 'M0', ends_on: '2028-02-28', type: 'Gold', status: 'active', price_minor: null },
      { member_number: 'M7', ends_on: '2027-12-31', type: ' gold ', status: 'active', price_minor: null },
      { member_number: 'M9', ends_on: '2027-12-31', type: 'GOLD', status: 'active', price_minor: null },
    ])
  })

  test('[PL-R36] [PL-31] [PL-34] a dry run changes nothing and says what will not do, with the line; bad rows stop no other', async () => {
    const { line, imports, asker, bring, counts } = await open()
    const version = await line.version()
    const runId = await bring(
      people(
        'M1,Ada,Byron,ada@example.org,Gold,2027-01-01,2027-12-31',
        'M1,Eve,Byron,,Gold,2027-01-01,2027-12-31',
        'M3,,,,Gold,2027-01-01,2027-12-31',
        'M4,Max,Stein,,Gold,2027-13-01,',
        'M5,Uma,Stein,no mail,Gold,,',
        'M6,Ida,Stein,,Gold,2027-03-01,2027-02-01',
        ',Ada,Byron,ADA@example.org,Gold,2027-06-01,2028-01-01',
        'M8,Old,Timer,,Gold,2020-01-01,2020-12-31',
      ),
    )
    await imports.check(asker, runId)
    expect(await counts(runId)).toEqual({ ok: 2, error: 6 })
    expect(await line.version()).toBe(version)
    const [members, log] = await line.read(async (db) => [
      await db.selectFrom('members').selectAll().execute(),
      await db.selectFrom('command_log').selectAll().where('name', 'like', 'memberships.%').execute(),
    ])
    expect([members, log]).toEqual([[], []])
    const bad = await imports.rows(asker, runId, ['error'])
    expect(bad.map((row) => [row.line, row.code])).toEqual([
      [3, 'import_row_duplicate_number'],
      [4, 'import_row_name_missing'],
      [5, 'import_row_bad_date'],
      [6, 'validation_failed'],
      [7, 'import_row_end_before_start'],
      [8, 'import_row_overlap'],
    ])
    expect(bad[0]?.params).toEqual({ firstLine: 2 })
    await imports.commit(asker, runId)
    await imports.idle()
    expect(await counts(runId)).toEqual({ applied: 2, error: 6 })
    const file = await imports.badRows(asker, runId, 'tr')
    expect(file.startsWith('\ufeffNumber,First name')).toBe(true)
    expect(file.split('\r\n')[1]).toBe(
      'M1,Eve,Byron,,Gold,2027-01-01,2027-12-31,import_row_duplicate_number,2. satırda aynı üye numarası var.',
    )
  })

  test('[MB-R72] a member who is here already gets the membership if it overlaps none', async () => {
    const { line, imports, asker, whole, bring, counts } = await open()
    await whole(people('M1,Ada,Byron,ada@example.org,Gold,2026-01-01,2026-12-31'))
    const runId = await bring(
      people(
        'm1,Ada,Byron,,Gold,2027-01-01,2027-12-31',
        ',ADA,byron,Ada@Example.org,Gold,2028-01-01,2028-12-31',
        'M1,Ada,Byron,,Gold,2026-06-01,2027-05-31',
      ),
    )
    await imports.check(asker, runId)
    expect(await counts(runId)).toEqual({ warning: 2, error: 1 })
    await imports.commit(asker, runId)
    await imports.idle()
    const held = await line.read((db) =>
      db.selectFrom('memberships').select(['starts_on', 'status']).orderBy('starts_on').execute(),
    )
    expect(held).toEqual([
      { starts_on: '2026-01-01', status: 'expired' },
      { starts_on: '2027-01-01', status: 'active' },
      { starts_on: '2028-01-01', status: 'scheduled' },
    ])
    expect(await line.read((db) => db.selectFrom('members').select('id').execute())).toHaveLength(1)
  })

  test('[MB-A65] [PL-R36] [PL-R37] stopped on the way it goes on with no row twice; undone, what was edited since stays and is listed', async () => {
    const { line, imports, asker, another, bring, counts } = await open()
    const rows = Array.from({ length: 450 }, (_, n) => `M${n},Ada,Byron ${n},,T${n % 3},2027-01-01,2027-12-31`)
    const runId = await bring(people(...rows))
    await imports.check(asker, runId)
    await imports.commit(asker, runId)
    // As a server does that is told to end: after the batch.
    await imports.stop()
    const half = Number((await counts(runId)).applied)
    expect(half).toBeGreaterThan(0)
    expect(half).toBeLessThan(450)
    const process = another()
    await process.takeUp([asker.tenantId])
    await process.idle()
    expect(await counts(runId)).toEqual({ applied: 450 })
    expect(await line.read((db) => db.selectFrom('members').select('id').execute())).toHaveLength(450)
    const caused = await line.read((db) =>
      db
        .selectFrom('command_log')
        .select(['meta', 'desk_id', 'actor_id'])
        .where('name', '=', 'memberships.import-row')
        .execute(),
    )
    expect(new Set(caused.map((entry) => JSON.stringify(entry)))).toEqual(
      new Set([JSON.stringify({ meta: { causationId: runId }, desk_id: null, actor_id: asker.userId })]),
    )
    const edited = await line.read((db) =>
      db.selectFrom('members').select('id').where('member_number', 'in', ['M0', 'M3']).execute(),
    )
    for (const { id } of edited) {
      await line.commands.run(line.tenantId, 'memberships.suspend-member', { memberId: id, reason: 'Owes keys' })
    }
    await process.undo(asker, runId)
    await process.idle()
    expect(await counts(runId)).toEqual({ undone: 448, kept: 2 })
    const kept = await process.rows(asker, runId, ['kept'])
    expect(kept.map(({ line: at, code }) => [at, code])).toEqual([
      [2, 'version_conflict'],
      [5, 'version_conflict'],
    ])
    const left = await line.read((db) =>
      db
        .selectFrom('members')
        .select('member_number')
        .where('deleted_at', 'is', null)
        .orderBy('member_number')
        .execute(),
    )
    expect(left).toEqual([{ member_number: 'M0' }, { member_number: 'M3' }])
    // Of the plans that the run made, the one that those two are on stays (MB-R72).
    const plans = await line.read((db) =>
      db.selectFrom('membership_plans').select('name').where('deleted_at', 'is', null).execute(),
    )
    expect(plans).toEqual([{ name: 'T0' }])
    const tail = await line.read((db) =>
      db.selectFrom('membership_periods').select('id').where('deleted_at', 'is', null).execute(),
    )
    expect(tail).toHaveLength(2)
  })

  test('[PL-R36] desks push between two batches of a run', async () => {
    const { line, imports, asker, bring } = await open()
    const desk = await line.desk('owner')
    const rows = Array.from({ length: 600 }, (_, n) => `M${n},Ada,Byron ${n},,Gold,2027-01-01,2027-12-31`)
    const runId = await bring(people(...rows))
    await imports.check(asker, runId)
    await imports.commit(asker, runId)
    const settings = await line.give(desk, 'memberships.update-settings', {
      patch: { promiseHours: 24 },
      seen: { promiseHours: 72 },
    })
    expect(settings.verdict).toBe('applied')
    const before = (await imports.show(asker, runId)).state
    expect(before).toBe('committing')
    await imports.idle()
    expect((await imports.show(asker, runId)).state).toBe('committed')
  })

  /** A run of 300 rows, all or nothing, that was paused; somebody has the number of its last row meanwhile. */
  async function pausedRun() {
    const opened = await open()
    const { line, imports, asker, bring } = opened
    const rows = Array.from({ length: 300 }, (_, n) => `M${n},Ada,Byron ${n},,Gold,2027-01-01,2027-12-31`)
    const runId = await bring(people(...rows))
    await imports.answer(asker, runId, { allOrNothing: true })
    await imports.check(asker, runId)
    await imports.commit(asker, runId)
    await imports.pause(asker, runId)
    await imports.idle()
    expect((await imports.show(asker, runId)).state).toBe('paused')
    const member = { memberId: newId(), code: 'AAAA-0001', givenName: 'Eve', memberNumber: 'M299' }
    await line.commands.run(line.tenantId, 'memberships.create-member', member)
    return { ...opened, runId, memberId: member.memberId }
  }

  test('[PL-R36] paused, a run waits; the row of somebody who was registered meanwhile gives them its membership', async () => {
    const { imports, asker, counts, runId } = await pausedRun()
    await imports.resume(asker, runId)
    await imports.idle()
    expect((await imports.show(asker, runId)).state).toBe('committed')
    expect(await counts(runId)).toEqual({ applied: 300 })
  })

  test('[PL-R36] all or nothing: a row that is refused on the way takes back all that was done', async () => {
    const { line, imports, asker, counts, runId, memberId } = await pausedRun()
    // Whoever has the last row's number has a membership on its days too.
    const plan = newPlan()
    await line.commands.run(line.tenantId, 'memberships.create-plan', plan)
    const ids = { membershipId: newId(), periodId: newId(), chargeId: newId() }
    const sale = { ...ids, memberId, planId: plan.planId, planVersionId: plan.versionId }
    await line.commands.run(line.tenantId, 'memberships.purchase', sale)
    await imports.resume(asker, runId)
    await imports.idle()
    const { state, trouble } = await imports.show(asker, runId)
    expect({ state, trouble }).toMatchObject({ state: 'undone', trouble: { code: 'import_row_overlap' } })
    expect(await counts(runId)).toEqual({ undone: 299, error: 1 })
    const left = await line.read((db) =>
      db.selectFrom('memberships').select('id').where('deleted_at', 'is', null).execute(),
    )
    expect(left).toEqual([{ id: sale.membershipId }])
  })

  test('[PL-R36] [PL-R37] who may not import is told so before anything; steps out of order are refused', async () => {
    const { line, imports, asker, bring } = await open()
    const clerk = { tenantId: asker.tenantId, userId: await line.person('frontdesk') }
    const runId = await bring(people('M1,Ada,Byron,,Gold,,'))
    expect(await refusal(imports.show(clerk, runId))).toBe('actor_not_permitted')
    expect(await refusal(imports.commit(asker, runId))).toBe('import_state')
    expect(await refusal(imports.undo(asker, runId))).toBe('import_state')
    expect(await refusal(imports.show(asker, asker.userId))).toBe('import_not_found')
    await imports.check(asker, runId)
    await imports.commit(asker, runId)
    await imports.idle()
    line.clock.pass(8 * 24 * 3_600_000)
    expect(await refusal(imports.undo(asker, runId))).toBe('import_undo_too_late')
  })

  test('[PL-R35] [PL-33] days that could be read in two ways are asked; the answer is kept for the next file of the kind', async () => {
    const { line, imports, asker, bring, counts } = await open()
    const text = fileOf('Ad;Soyad;Bitiş', 'Ada;Byron;01/02/2028', 'Eve;Byron;03/04/2028')
    const runId = await bring(text)
    expect((await imports.show(asker, runId)).questions).toEqual([
      { about: 'days', column: 'endsOn', ways: ['dmy', 'mdy'], examples: ['01/02/2028', '03/04/2028'] },
    ])
    expect(await refusal(imports.check(asker, runId))).toBe('import_questions_open')
    await imports.answer(asker, runId, { days: 'dmy' })
    await imports.check(asker, runId)
    expect(await counts(runId)).toEqual({ ok: 2 })
    await imports.commit(asker, runId)
    await imports.idle()
    const ends = await line.read((db) => db.selectFrom('memberships').select('ends_on').orderBy('ends_on').execute())
    expect(ends.map(({ ends_on }) => ends_on)).toEqual(['2028-02-01', '2028-04-03'])
  })
})
