import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Json, JsonObject } from '../../src-shared/kernel/json.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { verifyLog } from '../../sync-server/sync/command-log.ts'
import { onBothDatabases } from './databases.ts'
import { Line, morning, TestDesk } from './line.ts'
import { smallDomain } from './small-domain.ts'

const minutes = 60_000
const later = (milliseconds: number) => new Date(Date.parse(morning) + milliseconds).toISOString()
const place = (code: string, more: JsonObject = {}) => ({ id: newId(), code, ...more })

onBothDatabases('a push', (ground) => {
  let line: Line
  beforeEach(async () => {
    line = await Line.open(ground(), smallDomain)
  })

  describe('[SY-1] exactly once', () => {
    test('a batch sent again is answered with the same verdicts, and nothing happens twice', async () => {
      const desk = await line.desk()
      const batch = [desk.next('test.make', place('a')), desk.next('test.fail', place('b', { how: 'refuse' }))]
      const first = await line.push(desk, batch)
      expect(first.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'rejected'])
      expect(await line.push(desk, batch)).toEqual(first)
      expect(await line.places()).toEqual(['a'])
    })

    test('a rebuilt desk that counts anew gets the old verdict for the old id, and goes on where the server stands', async () => {
      const desk = await line.desk()
      const command = desk.next('test.make', place('a'))
      const { verdicts } = await line.push(desk, [command])
      const again = await line.push(desk, [{ ...command, deskSeq: 9 }])
      expect(again).toEqual({ verdicts, version: await line.version(), expectedSeq: 2 })
      expect(await line.places()).toEqual(['a'])
    })

    test('the same command twice in one batch, and the same batch twice at the same time', async () => {
      const desk = await line.desk()
      const command = desk.next('test.make', place('a'))
      const batch = [command, command, desk.next('test.make', place('b'))]
      const [one, two] = await Promise.all([line.push(desk, batch), line.push(desk, batch)])
      expect(one.verdicts).toEqual(two.verdicts)
      expect(one.verdicts.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied'])
      expect(await line.places()).toEqual(['a', 'b'])
      expect((await line.log()).filter(({ desk_id }) => desk_id === desk.id)).toHaveLength(2)
    })

    test('[DX-R35] the very command that came by way of another desk is done once, and each desk has its verdict', async () => {
      const [dead, other] = [await line.desk(), await line.desk()]
      const a = place('a')
      const saved = dead.next('test.make', a)
      const after = dead.next('test.make', place('b'))
      const adopted = other.next('test.make', a, { id: saved.id ?? null })
      const first = await line.push(other, [adopted])
      expect(first.verdicts).toMatchObject([{ id: saved.id, verdict: 'applied' }])
      const late = await line.push(dead, [saved, after])
      expect(late.verdicts).toMatchObject([
        { id: saved.id, deskSeq: 1, verdict: 'applied', version: first.verdicts[0]?.version },
        { id: after.id, deskSeq: 2, verdict: 'applied' },
      ])
      expect(await line.push(dead, [saved, after])).toEqual(late)
      expect(await line.places()).toEqual(['a', 'b'])
    })

    test("an id that another desk has used is refused, is not that desk's verdict, and blocks nothing", async () => {
      const [mine, theirs] = [await line.desk(), await line.desk()]
      const command = theirs.next('test.make', place('a'))
      await line.push(theirs, [command])
      const copied = mine.next('test.make', place('b'), { id: command.id ?? null })
      const batch = [copied, mine.next('test.make', place('c'))]
      const answer = await line.push(mine, batch)
      expect(answer.verdicts).toMatchObject([
        { id: command.id, deskSeq: 1, verdict: 'rejected', rejection: { code: 'command_id_reused' } },
        { deskSeq: 2, verdict: 'applied' },
      ])
      expect(await line.push(mine, batch)).toEqual(answer)
      expect(await line.places()).toEqual(['a', 'c'])
      const nonsense = mine.next('test.make', place('d'), { id: command.id ?? null, actorId: 'nobody' })
      expect((await line.push(mine, [nonsense])).verdicts).toMatchObject([{ verdict: 'rejected' }])
    })
  })

  describe('[SY-2] order', () => {
    test('a gap is named, what stands before it is judged, and nothing after it runs', async () => {
      const desk = await line.desk()
      const first = desk.next('test.make', place('a'))
      const missing = desk.next('test.make', place('b'))
      const third = desk.next('test.make', place('c'))
      const answer = await line.push(desk, [first, third])
      expect(answer).toMatchObject({ gap: 'desk_sequence_gap', expectedSeq: 2, verdicts: [{ verdict: 'applied' }] })
      expect(answer.verdicts).toHaveLength(1)
      expect(await line.places()).toEqual(['a'])
      const filled = await line.push(desk, [missing, third])
      expect(filled).toMatchObject({ expectedSeq: 4 })
      expect(filled.gap).toBeUndefined()
      expect(await line.places()).toEqual(['a', 'b', 'c'])
    })

    test('a number that was used is a gap too: no two commands of a desk share one', async () => {
      const desk = await line.desk()
      await line.give(desk, 'test.make', place('a'))
      const answer = await line.push(desk, [{ ...desk.next('test.make', place('b')), deskSeq: 1 }])
      expect(answer).toMatchObject({ gap: 'desk_sequence_gap', expectedSeq: 2, verdicts: [] })
      expect(await line.places()).toEqual(['a'])
    })

    test('each desk counts for itself', async () => {
      const desks = await Promise.all([line.desk(), line.desk(), line.desk()])
      const answers = await Promise.all(
        desks.map((desk, i) => line.push(desk, [desk.next('test.make', place(`d${i}`))])),
      )
      expect(answers.map(({ expectedSeq }) => expectedSeq)).toEqual([2, 2, 2])
    })
  })

  test('[SY-3] commands of many desks form one order: each finds all earlier ones, each applied one has the next version', async () => {
    const desks = await Promise.all(Array.from({ length: 4 }, () => line.desk()))
    const before = await line.version()
    const batches = desks.flatMap((desk, d) =>
      Array.from({ length: 3 }, (_, b) => [0, 1].map((n) => desk.next('test.make', place(`p${d}${b}${n}`)))).map(
        (batch) => () => line.push(desk, batch),
      ),
    )
    const answers = await Promise.all(batches.map((send) => send()))
    const verdicts = answers.flatMap((answer) => answer.verdicts).sort((a, b) => (a.version ?? 0) - (b.version ?? 0))
    expect(verdicts.map(({ version }) => version)).toEqual(Array.from({ length: 24 }, (_, n) => before + 1 + n))
    expect(verdicts.map(({ outcome }) => outcome?.found)).toEqual(Array.from({ length: 24 }, (_, n) => n))
    const rows = await line.read((db) =>
      db.selectFrom('plant_slot_locations').select('row_version').orderBy('row_version').execute(),
    )
    expect(rows.map(({ row_version }) => row_version)).toEqual(verdicts.map(({ version }) => version))
  })

  describe('[SY-8] nothing jams the line', () => {
    test('what is refused, crashes or cannot be read gets a verdict, leaves no row, and the next one runs', async () => {
      const desk = await line.desk()
      const batch = [
        desk.next('test.fail', place('a', { how: 'refuse' })),
        desk.next('test.fail', place('b', { how: 'throw' })),
        desk.next('test.fail', place('c', { how: 'sql' })),
        desk.next('test.fail', place('d', { how: 'late' })),
        desk.next('test.fail', place('e', { how: 'unreadable' })),
        desk.next('test.make', { id: 'no id', code: 5 }),
        desk.next('test.unheard-of', {}),
        desk.next('test.make', place('f')),
      ]
      const { verdicts, expectedSeq } = await line.push(desk, batch)
      expect(verdicts.map(({ rejection }) => rejection?.code ?? 'applied')).toEqual([
        'test_refused',
        'command_crashed',
        'command_crashed',
        'command_crashed',
        'command_crashed',
        'validation_failed',
        'unknown_command',
        'applied',
      ])
      expect(expectedSeq).toBe(9)
      expect(await line.places()).toEqual(['f'])
      expect(line.crashes).toEqual(['test.fail', 'test.fail', 'test.fail', 'test.fail'])
      expect(JSON.stringify(verdicts)).not.toContain('mistake')
    })

    const deep = (levels: number): Json => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)
    test.each<[string, JsonObject]>([
      ['NUL in a text', { input: place('x\u0000y') }],
      ['NUL in a key', { input: { '\u0000': 1 } }],
      ['half of a surrogate pair', { input: place('\ud83d') }],
      ['NUL in its name', { name: 'test.\u0000' }],
      ['half of a surrogate pair in its name', { name: `test.${'\ud83d'}` }],
      ['a name that is cut in a surrogate pair', { name: `${'n'.repeat(199)}😀` }],
      ['NUL in what it was told', { input: { value: 1 }, name: 'test.tell', outcome: { value: '\u0000' } }],
      ['NUL in its meta', { meta: { '\u0000': newId() } }],
      ['no name at all', { name: 7 }],
      ['a version beyond any', { version: 3_000_000_000 }],
      ['a year zero', { at: '0000-01-01T00:00:00Z' }],
      ['a year ten thousand', { at: '9999-12-31T23:59:59-12:00' }],
      ['no time', { at: 'yesterday' }],
      ['an outcome that is a list', { outcome: [1] }],
      ['an author who is none', { actorId: 'me' }],
      ['a nesting that breaks readers', { input: deep(5000) }],
      ['a nesting that breaks everything', { input: deep(100_000) }],
      ['a nesting in a field nobody knows', { more: deep(100_000) }],
      ['a key of the language itself', { input: JSON.parse('{"__proto__":{"code":1},"constructor":1}') }],
      ['nothing but a number', { name: null, version: null, input: null, at: null, actorId: null, meta: null }],
    ])('%s', async (_what, broken) => {
      const desk = await line.desk()
      const batch = [desk.next('test.make', place('bad'), broken), desk.next('test.make', place('good'))]
      const answer = await line.push(desk, batch)
      expect(answer.verdicts).toMatchObject([{ deskSeq: 1 }, { deskSeq: 2, verdict: 'applied' }])
      expect(await line.push(desk, batch)).toEqual(answer)
      expect(await line.places()).toEqual(['good'])
      const entries = await line.log()
      expect(entries.at(-2)).toMatchObject({ desk_id: desk.id, desk_seq: 1 })
      expect(await line.read(verifyLog)).toEqual({ whole: true, entries: entries.length })
    })

    test('work that fails as a whole fails alone: those who waited with it are served', async () => {
      const desks = await Promise.all([line.desk(), line.desk()])
      const [pushed, broken, pushedToo] = await Promise.allSettled([
        line.push(desks[0], [desks[0].next('test.make', place('a'))]),
        line.commands.run(line.tenantId, 'identity.add-user', { userId: 'no id' }),
        line.push(desks[1], [desks[1].next('test.make', place('b'))]),
      ])
      expect(broken.status).toBe('rejected')
      expect([pushed.status, pushedToo.status]).toEqual(['fulfilled', 'fulfilled'])
      expect(await line.places()).toEqual(['a', 'b'])
      expect(await line.read(verifyLog)).toMatchObject({ whole: true })
    })

    test("a tenant whose line is held up holds up nobody else's", async () => {
      if (ground().kind === 'PGlite') return
      const other = await Line.open(ground(), smallDomain)
      const desk = await other.desk()
      const [entered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const holding = line.writers.run(line.tenantId, async () => {
        entered.resolve()
        await release.promise
      })
      await entered.promise
      expect(await other.give(desk, 'test.make', place('a'))).toMatchObject({ verdict: 'applied' })
      release.resolve()
      await holding
    })
  })

  describe('[SY-10] the word of the server', () => {
    test('applied where the outcome is what the person was told, adjusted where it is another', async () => {
      const desk = await line.desk()
      const told = { value: 1, note: 'of the desk', at: morning, actor: desk.userId, desk: desk.id, basisVersion: 0 }
      expect(await line.give(desk, 'test.tell', { value: 1 }, { outcome: told })).toMatchObject({
        verdict: 'applied',
        outcome: { number: 7, note: 'of the server' },
      })
      const other = { ...told, value: 2 }
      expect(await line.give(desk, 'test.tell', { value: 1 }, { outcome: other })).toMatchObject({
        verdict: 'adjusted',
        outcome: { value: 1 },
      })
      const empty = { ...told, number: null }
      expect(await line.give(desk, 'test.tell', { value: 1 }, { outcome: empty })).toMatchObject({ verdict: 'applied' })
      const reordered = { value: { a: 1, b: [2] } }
      const asTold = { ...told, value: { b: [2], a: 1 } }
      expect(await line.give(desk, 'test.tell', reordered, { outcome: asTold })).toMatchObject({ verdict: 'applied' })
      const last = (await line.log()).filter(({ verdict }) => verdict === 'adjusted')
      expect(last).toMatchObject([{ told: { value: 2 }, outcome: { value: 1 } }])
    })

    test('nothing was told, so nothing can be otherwise', async () => {
      const desk = await line.desk()
      expect(await line.give(desk, 'test.tell', { value: 1 })).toMatchObject({ verdict: 'applied' })
    })
  })

  describe('[SY-12] the rights of the author, now', () => {
    test('a person who never signed in on this desk cannot be the author of its commands', async () => {
      const [desk, stranger] = [await line.desk(), await line.person('owner')]
      const verdict = await line.give(desk, 'test.make', place('a'), { actorId: stranger })
      expect(verdict).toMatchObject({
        verdict: 'rejected',
        rejection: { code: 'actor_not_permitted', params: { reason: 'not_enrolled' } },
      })
      const elsewhere = await line.enrol(new TestDesk(stranger))
      expect(await line.give(elsewhere, 'test.make', place('b'))).toMatchObject({ verdict: 'applied' })
      expect(await line.places()).toEqual(['b'])
    })

    test('[ID-R25] who was suspended in the meantime has nothing done; others on the same desk, in the same batch, have', async () => {
      const desk = await line.desk('frontdesk')
      const colleague = await line.enrol(new TestDesk(await line.person('field'), desk.id))
      await line.commands.run(line.tenantId, 'identity.suspend-user', { userId: desk.userId, suspended: true })
      const { verdicts } = await line.push(desk, [
        desk.next('test.make', place('a')),
        desk.next('test.make', place('b'), { actorId: colleague.userId }),
      ])
      expect(verdicts).toMatchObject([
        { rejection: { code: 'actor_not_permitted', params: { reason: 'suspended', since: morning } } },
        { verdict: 'applied' },
      ])
      const [refused] = (await line.log()).filter(({ verdict }) => verdict === 'rejected')
      expect(refused).toMatchObject({ name: 'test.make', input: { code: 'a' }, actor_id: desk.userId })
      await line.commands.run(line.tenantId, 'identity.suspend-user', { userId: desk.userId, suspended: false })
      expect(await line.give(desk, 'test.make', place('c'))).toMatchObject({ verdict: 'applied' })
    })

    test('what a role may not do is refused, whatever the desk believed', async () => {
      const [clerk, manager] = [await line.desk('frontdesk'), await line.desk('manager')]
      expect(await line.give(clerk, 'test.manage', {})).toMatchObject({
        rejection: { code: 'actor_not_permitted', params: { reason: 'permission', permission: 'test_manage' } },
      })
      expect(await line.give(manager, 'test.manage', {})).toMatchObject({ verdict: 'applied' })
      const commands = ['identity.add-user', 'identity.suspend-user', 'identity.register-desk', 'identity.open-tenant']
      for (const name of commands) {
        const input = { userId: newId(), displayName: 'x', roles: ['owner'] }
        expect((await line.give(manager, name, input)).verdict, name).toBe('rejected')
      }
    })
  })

  describe('[SY-15] time', () => {
    const atOf = async (desk: TestDesk, at: string) =>
      (await line.give(desk, 'test.tell', { value: 0 }, { at })).outcome?.at

    test('a clock that runs ahead counts for two minutes at most; both times are kept', async () => {
      const desk = await line.desk()
      expect(await atOf(desk, later(2 * minutes))).toBe(later(2 * minutes))
      expect(await atOf(desk, later(2 * minutes + 1))).toBe(later(2 * minutes))
      expect(await atOf(desk, later(90 * 24 * 60 * minutes))).toBe(later(2 * minutes))
      expect(await atOf(desk, '2027-03-01T07:30:00+02:00')).toBe('2027-03-01T05:30:00.000Z')
      expect((await line.log()).at(-2)).toMatchObject({
        acted_at: later(90 * 24 * 60 * minutes),
        bounded_at: later(2 * minutes),
        received_at: morning,
      })
    })

    test('[ID-R23] what was done within the grant counts, though it arrives weeks later; outside it is too old', async () => {
      const desk = new TestDesk(await line.person('owner'))
      await line.enrol(desk, morning, later(72 * 60 * minutes))
      line.clock.pass(30 * 24 * 60 * minutes)
      const given = async (at: string) => (await line.give(desk, 'test.tell', { value: 0 }, { at })).rejection?.code
      expect(await given(later(1))).toBeUndefined()
      expect(await given(later(72 * 60 * minutes + 5 * minutes))).toBeUndefined()
      expect(await given(later(-5 * minutes))).toBeUndefined()
      expect(await given(later(72 * 60 * minutes + 5 * minutes + 1))).toBe('command_too_old')
      expect(await given(later(-5 * minutes - 1))).toBe('command_too_old')
    })

    test("rows carry the bounded time, and the day is the tenant's", async () => {
      const desk = await line.desk()
      await line.give(desk, 'test.make', place('a'), { at: later(24 * 60 * minutes) })
      const row = await line.read((db) =>
        db.selectFrom('plant_slot_locations').select(['created_at', 'updated_at']).executeTakeFirstOrThrow(),
      )
      expect(row).toEqual({ created_at: later(2 * minutes), updated_at: later(2 * minutes) })
    })
  })

  describe('[SY-13] the log tells on whoever changes it', () => {
    /** What only the owner of the database can do, without row security and rights. */
    const meddle = async (statement: ReturnType<typeof sql>) => {
      await ground()
        .database.db.transaction()
        .execute(async (db) => {
          await statement.execute(db)
        })
    }
    const filled = async (): Promise<number> => {
      const desk = await line.desk()
      for (const code of ['a', 'b', 'c', 'd']) await line.give(desk, 'test.make', place(code))
      await line.give(desk, 'test.fail', place('e', { how: 'refuse' }), {
        outcome: { a: 1e21, b: 0.1, c: -0, d: 'ğ😀' },
      })
      return (await line.log()).length
    }
    const verify = () => line.read(verifyLog)

    test('an untouched log is whole, however long', async () => {
      const entries = await filled()
      expect(await verify()).toEqual({ whole: true, entries })
    })

    test.each<[string, (seq: number) => ReturnType<typeof sql>]>([
      [
        'an input',
        (seq) => sql`update command_log set input = '{"code":"z"}' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'a verdict',
        (seq) => sql`update command_log set verdict = 'adjusted' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'an outcome',
        (seq) => sql`update command_log set outcome = '{}' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'an author',
        (seq) => sql`update command_log set actor_id = ${newId()} where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'a time',
        (seq) =>
          sql`update command_log set acted_at = acted_at + interval '1 second' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'what was told',
        (seq) => sql`update command_log set told = '{"a":2}' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      [
        'its hash',
        (seq) => sql`update command_log set hash = '\\x00' where tenant_id = ${line.tenantId} and seq = ${seq}`,
      ],
      ['a removed entry', (seq) => sql`delete from command_log where tenant_id = ${line.tenantId} and seq = ${seq}`],
    ])('%s: the entry is named', async (_what, change) => {
      const entries = await filled()
      await meddle(change(entries - 2))
      expect(await verify()).toEqual({ whole: false, firstBad: entries - 2 })
    })

    test('every column that says something is protected', async () => {
      const entries = await filled()
      const columns = await meddleable()
      for (const [column, value] of columns) {
        const where = sql`where tenant_id = ${line.tenantId} and seq = ${entries}`
        const kept = sql.ref(`keep_${column}`)
        await meddle(sql`create table ${kept} as select ${sql.ref(column)} as v from command_log ${where}`)
        await meddle(sql`update command_log set ${sql.ref(column)} = ${value} ${where}`)
        expect(await verify(), column).toEqual({ whole: false, firstBad: entries })
        await meddle(sql`update command_log set ${sql.ref(column)} = (select v from ${kept}) ${where}`)
        await meddle(sql`drop table ${kept}`)
        expect(await verify(), column).toEqual({ whole: true, entries })
      }
    })

    /** All columns of the log but those of the chain itself, with a value that none of them has. */
    const meddleable = async (): Promise<[string, ReturnType<typeof sql>][]> => {
      const { rows } = await sql<{ name: string; type: string }>`
        select column_name as name, udt_name as type from information_schema.columns
        where table_name = 'command_log' and column_name not in ('tenant_id', 'seq') and is_generated = 'NEVER'`.execute(
        ground().database.db,
      )
      const other: Record<string, ReturnType<typeof sql>> = {
        uuid: sql`${newId()}::uuid`,
        text: sql`'rejected'`,
        int4: sql`77`,
        int8: sql`77`,
        jsonb: sql`'{"changed":true}'`,
        timestamptz: sql`'2001-01-01'::timestamptz`,
        bytea: sql`'\\x77'::bytea`,
      }
      return rows.flatMap(({ name, type }) => {
        const value = name === 'verdict' ? sql`'adjusted'` : other[type]
        if (!value) throw new Error(`No other value for ${name} ${type}`)
        return [[name, value]]
      })
    }

    test('an entry slipped in, at the end with a hash that fits too, is the one that is named', async () => {
      const entries = await filled()
      const desk = await line.desk()
      const before = await ground()
        .database.db.selectFrom('tenant_heads')
        .selectAll()
        .where('tenant_id', '=', line.tenantId)
        .executeTakeFirstOrThrow()
      await line.give(desk, 'test.make', place('forged'))
      const forged = (await line.log()).length
      // The head is put back to where it was before the forged entry: what is chained after it was never committed so.
      const { version, log_seq, log_hash } = before
      await meddle(
        sql`update tenant_heads set version = ${version}, log_seq = ${log_seq}, log_hash = ${log_hash} where tenant_id = ${line.tenantId}`,
      )
      expect(await verify()).toEqual({ whole: false, firstBad: before.log_seq + 1 })
      expect(forged).toBeGreaterThan(entries)
    })

    test('a tail that was cut off is missed', async () => {
      const entries = await filled()
      await meddle(sql`delete from command_log where tenant_id = ${line.tenantId} and seq > ${entries - 2}`)
      expect(await verify()).toEqual({ whole: false, firstBad: entries - 1 })
      await meddle(sql`delete from command_log where tenant_id = ${line.tenantId}`)
      expect(await verify()).toEqual({ whole: false, firstBad: 1 })
    })

    test('another last entry in the place of the last one', async () => {
      const entries = await filled()
      await meddle(
        sql`update command_log set hash = sha256('x') where tenant_id = ${line.tenantId} and seq = ${entries}`,
      )
      await meddle(sql`update tenant_heads set log_hash = sha256('y') where tenant_id = ${line.tenantId}`)
      expect(await verify()).toEqual({ whole: false, firstBad: entries })
    })

    test('[ID-R60] the role under which commands run can neither change nor remove an entry', async () => {
      await filled()
      const asApp = (statement: ReturnType<typeof sql>) =>
        inTenant(ground().database.db, line.tenantId, (db) => statement.execute(db))
      await expect(asApp(sql`update command_log set input = '{}'`)).rejects.toThrow('permission denied')
      await expect(asApp(sql`delete from command_log`)).rejects.toThrow('permission denied')
      await expect(asApp(sql`truncate command_log`)).rejects.toThrow('permission denied')
    })
  })
})
