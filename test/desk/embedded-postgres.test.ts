import { PGlite, protocol } from '@electric-sql/pglite'
import { AbortedTransactionError, Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EmbeddedDialect } from '../../src-shared/database/embedded-dialect.ts'
import { type Read, Statements } from '../../src-shared/database/statements.ts'
import { valueParsers } from '../../src-shared/schema/value-parsers.ts'

interface Things {
  things: { id: number; name: string }
}

let pglite: PGlite
let statements: Statements
let db: Kysely<Things>
let other: Kysely<Things>
const heard: string[] = []
const reads: Read[] = []
const ear = { hear: (text: string) => void heard.push(text), note: (read: Read) => void reads.push(read) }

beforeAll(async () => {
  pglite = await PGlite.create({ parsers: { ...valueParsers } })
  await pglite.exec(`set timezone to 'UTC'`)
  statements = new Statements(pglite, protocol.serialize)
  const embedded = { database: pglite, statements }
  db = new Kysely<Things>({ dialect: new EmbeddedDialect(embedded) })
  other = new Kysely<Things>({ dialect: new EmbeddedDialect({ ...embedded, ear }) })
})
afterAll(() => pglite.close())
beforeEach(async () => {
  await pglite.exec(`
    drop table if exists things;
    create table things (id int primary key, name text not null constraint things_named check (name <> ''));
    insert into things values (1, 'one'), (2, 'two');`)
})

const names = async (from: Kysely<Things> = db): Promise<string[]> =>
  (await from.selectFrom('things').select('name').orderBy('id').execute()).map(({ name }) => name)
const add = (id: number, name: string, to: Kysely<Things> = db) =>
  to.insertInto('things').values({ id, name }).execute()
const firstOf = async (query: ReturnType<typeof sql>): Promise<unknown> => (await query.execute(db)).rows[0]
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('values', () => {
  test('cross both ways as they do with pg', async () => {
    const given = [
      true,
      42,
      2 ** 40,
      1.5,
      'Ø “quoted” \\ \u{1f331}',
      JSON.stringify({ a: [1, null, 'ü'] }),
      ['a"b', 'c,d', '', '{e}'],
      '2027-03-01',
      '2027-03-01T09:00:00.123Z',
      null,
    ]
    const row = await firstOf(sql`select ${given[0]}::bool as bool, ${given[1]}::int as int, ${given[2]}::int8 as long,
      ${given[3]}::float8 as double, ${given[4]}::text as text, ${given[5]}::jsonb as json, ${given[6]}::text[] as list,
      ${given[7]}::date as day, ${given[8]}::timestamptz as instant, ${given[9]}::text as nothing`)
    expect(row).toEqual({
      ...{ bool: true, int: 42, long: 2 ** 40, double: 1.5, text: given[4], json: { a: [1, null, 'ü'] } },
      ...{ list: given[6], day: '2027-03-01', instant: given[8], nothing: null },
    })
  })

  test('an object given as JSON is written as JSON, a list of ids as an array, a Date as its instant', async () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    const at = new Date('2027-03-01T09:00:00.000Z')
    expect(
      await firstOf(sql`select ${{ a: 1 }}::json as json, ${[id]}::uuid[] as ids, ${at}::timestamptz as at`),
    ).toEqual({
      ...{ json: { a: 1 }, ids: [id], at: at.toISOString() },
    })
  })

  test('changed rows are counted, and read rows are not', async () => {
    const changed = await db.updateTable('things').set({ name: 'x' }).executeTakeFirst()
    expect(changed.numUpdatedRows).toBe(2n)
    expect((await sql`delete from things where id = 1`.execute(db)).numAffectedRows).toBe(1n)
    expect((await sql`insert into things values (5, 'five')`.execute(db)).numAffectedRows).toBe(1n)
    expect((await sql`select 1`.execute(db)).numAffectedRows).toBeUndefined()
  })
})

describe('errors', () => {
  test('carry what rejections and a full disk are told by', async () => {
    expect(await failureOf(add(1, 'again'))).toMatchObject({
      code: '23505',
      constraint: 'things_pkey',
      table: 'things',
    })
    expect(await failureOf(add(3, ''))).toMatchObject({ code: '23514', constraint: 'things_named' })
    const raised = sql`do $$ begin raise exception 'full' using errcode = '53100', detail = 'of it', hint = 'so'; end $$`
    const failure = await failureOf(raised.execute(db))
    expect(failure).toBeInstanceOf(Error)
    expect(failure).toMatchObject({ code: '53100', message: 'full', detail: 'of it', hint: 'so' })
  })

  test('leave the next statement as good as any', async () => {
    for (const wrong of [
      sql`selec 1`,
      sql`select 1 / ${0}::int`,
      sql`select ${'x'}::text::int`,
      sql`select * from none`,
    ]) {
      await expect(wrong.execute(db)).rejects.toThrow()
      expect(await names()).toEqual(['one', 'two'])
    }
  })

  test('a statement whose table has since changed shape is prepared anew', async () => {
    const all = () => sql`select * from things order by id`.execute(db)
    expect((await all()).rows).toHaveLength(2)
    await pglite.exec('alter table things add column more int default 7')
    await failureOf(all())
    expect((await all()).rows[0]).toEqual({ id: 1, name: 'one', more: 7 })
  })

  test('a statement that somebody else threw out is prepared anew', async () => {
    await names()
    await pglite.exec('deallocate all')
    await failureOf(names())
    expect(await names()).toEqual(['one', 'two'])
  })

  test('after closing say so', async () => {
    const closed = await PGlite.create()
    const late = new Kysely<Things>({
      dialect: new EmbeddedDialect({ database: closed, statements: new Statements(closed, protocol.serialize) }),
    })
    await sql`select 1`.execute(late)
    await closed.close()
    await expect(sql`select 1`.execute(late)).rejects.toThrow('The database is closed')
  })
})

describe('transactions', () => {
  test('keep everything or nothing', async () => {
    await db.transaction().execute((transaction) => add(3, 'three', transaction))
    const thrown = db.transaction().execute(async (transaction) => {
      await add(4, 'four', transaction)
      throw new Error('no')
    })
    await expect(thrown).rejects.toThrow('no')
    expect(await names()).toEqual(['one', 'two', 'three'])
  })

  test('a savepoint takes back what came after it, error or not, and the rest stays', async () => {
    await db.transaction().execute(async (transaction) => {
      await add(3, 'three', transaction)
      await sql`savepoint command`.execute(transaction)
      await failureOf(add(3, 'three', transaction))
      await sql`rollback to savepoint command`.execute(transaction)
      await add(4, 'four', transaction)
      await sql`release savepoint command`.execute(transaction)
    })
    expect(await names()).toEqual(['one', 'two', 'three', 'four'])
  })

  test('statements given at once run in the order in which they were given, prepared or not', async () => {
    const kept = sql`insert into things values (${3}, current_setting('test.word'))`
    for (const word of ['first', 'second', 'third']) {
      await db.transaction().execute(async (transaction) => {
        const unseen = sql`select set_config('test.word', ${`${word}`}, true) as ${sql.ref(word)}`
        const given = [unseen.execute(transaction), kept.execute(transaction)]
        given.push(sql`savepoint here`.execute(transaction), sql`delete from things where id = 1`.execute(transaction))
        given.push(sql`rollback to savepoint here`.execute(transaction))
        await Promise.all(given)
        expect(await names(transaction)).toEqual(['one', 'two', word])
        await sql`delete from things where id = 3`.execute(transaction)
      })
    }
  })

  test('one that had an error is not told to be kept', async () => {
    const aborted = db.transaction().execute(async (transaction) => {
      await add(3, 'three', transaction)
      await failureOf(add(1, 'again', transaction))
    })
    await expect(aborted).rejects.toBeInstanceOf(AbortedTransactionError)
    expect(await names()).toEqual(['one', 'two'])
  })

  test('a constraint that waits for the end fails the commit, and the next transaction is none the worse', async () => {
    await pglite.exec('alter table things add constraint once unique (name) deferrable initially deferred')
    const late = db.transaction().execute((transaction) => add(3, 'one', transaction))
    await expect(late).rejects.toMatchObject({ code: '23505', constraint: 'once' })
    await db.transaction().execute((transaction) => add(3, 'three', transaction))
    expect(await names()).toEqual(['one', 'two', 'three'])
  })

  test('take the isolation and access they are asked for', async () => {
    const reading = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    await expect(reading.execute((transaction) => add(3, 'three', transaction))).rejects.toMatchObject({
      code: '25006',
    })
    const level = await reading.execute((transaction) => sql`show transaction_isolation`.execute(transaction))
    expect(level.rows).toEqual([{ transaction_isolation: 'repeatable read' }])
  })

  test('keep the other instance, and the bare database, out until they end', async () => {
    const order: string[] = []
    const opened = Promise.withResolvers<void>()
    const close = Promise.withResolvers<void>()
    const long = db.transaction().execute(async (transaction) => {
      await add(3, 'three', transaction)
      opened.resolve()
      await close.promise
      order.push('ended')
    })
    await opened.promise
    const others = [
      names(other).then((seen) => order.push(`other saw ${seen.length}`)),
      pglite.query('select 1').then(() => order.push('bare')),
      other
        .transaction()
        .execute(async (transaction) => order.push(`transaction saw ${(await names(transaction)).length}`)),
    ]
    close.resolve()
    await Promise.all([long, ...others])
    expect(order[0]).toBe('ended')
    expect(order.toSorted()).toEqual(['bare', 'ended', 'other saw 3', 'transaction saw 3'])
  })

  test('many at once on both instances all come through', async () => {
    const adding = Array.from({ length: 40 }, (_, n) => {
      const from = n % 2 === 0 ? db : other
      return from.transaction().execute((transaction) => add(100 + n, `n${n}`, transaction))
    })
    await Promise.all([...adding, ...Array.from({ length: 20 }, () => names(other))])
    expect(await names()).toHaveLength(42)
  })
})

describe('kept statements', () => {
  test('are bounded, and those thrown out work again', async () => {
    const ask = async (n: number): Promise<unknown> =>
      (await sql`select ${sql.raw(String(n))} as n`.execute(db)).rows[0]
    for (let n = 0; n < 450; n += 1) expect(await ask(n)).toEqual({ n })
    const kept = await pglite.query<{ n: number }>('select count(*)::int as n from pg_prepared_statements')
    expect(statements.size).toBe(200)
    expect(kept.rows[0]?.n).toBeLessThanOrEqual(201)
    expect(await ask(0)).toEqual({ n: 0 })
  })

  test('a text too long to keep leaves none behind', async () => {
    const before = statements.size
    const long = 'x'.repeat(30_000)
    expect(await firstOf(sql`select ${sql.lit(long)} as long, ${1}::int as one`)).toEqual({ long, one: 1 })
    expect(statements.size).toBe(before)
  })

  test('outlive a rollback, and give right answers through it', async () => {
    const failed = db.transaction().execute(async (transaction) => {
      await sql`select ${1}::int + 41 as first_seen_in_here`.execute(transaction)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await firstOf(sql`select ${2}::int + 41 as first_seen_in_here`)).toEqual({ first_seen_in_here: 43 })
  })

  test('follow the replication role: triggers that are off do not fire, on and off again', async () => {
    await pglite.exec(`
      create or replace function shout() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$;
      create trigger shout before insert on things for each row execute function shout();`)
    for (const [n, role] of ['origin', 'replica', 'origin', 'replica'].entries()) {
      await db.transaction().execute(async (transaction) => {
        await sql`select set_config('session_replication_role', ${role}, true)`.execute(transaction)
        await add(10 + n, role, transaction)
      })
    }
    expect(await names()).toEqual(['one', 'two', 'ORIGIN', 'replica', 'ORIGIN', 'replica'])
  })

  test('are planned for what a table holds now, not for what it held when they were new', async () => {
    await pglite.exec('create table grown (id int, filler text)')
    const find = (id: number) => sql<{ n: number }>`select count(*)::int as n from grown where id = ${id}`.execute(db)
    for (let n = 0; n < 20; n += 1) await find(n)
    await pglite.exec(`insert into grown select n, repeat('x', 50) from generate_series(1, 20000) n`)
    await pglite.exec('create index grown_id on grown (id); analyze grown')
    const whole = sql<{ n: number }>`select count(*)::int as n from grown where id + 0 = 1`
    const timeOf = async (work: (n: number) => Promise<{ rows: unknown[] }>): Promise<number> => {
      const began = performance.now()
      for (let n = 1; n <= 50; n += 1) expect((await work(n)).rows).toEqual([{ n: 1 }])
      return performance.now() - began
    }
    expect(await timeOf(find)).toBeLessThan((await timeOf(() => whole.execute(db))) / 2)
    await pglite.exec('drop table grown')
  })
})

describe('asked again as bytes', () => {
  const noted = async (work: () => Promise<unknown>): Promise<Read[]> => {
    reads.length = 0
    await work()
    return [...reads]
  }
  const still = async (asked: readonly Read[]) => (await statements.stillAnswer([asked]))[0]
  const find = (id: number) => other.selectFrom('things').selectAll().where('id', '=', id).execute()

  test('statements answer the same until what they read is another', async () => {
    const both = await noted(async () => {
      await find(1)
      await names(other)
    })
    const second = await noted(() => find(2))
    expect(await still(both)).toBe(true)
    await db.updateTable('things').set({ name: 'zwei' }).where('id', '=', 2).execute()
    expect([await still(both), await still(second)]).toEqual([false, false])
    expect(await still(await noted(() => find(1)))).toBe(true)
    await db.deleteFrom('things').where('id', '=', 1).execute()
    expect(await still(await noted(() => find(1)))).toBe(true)
    await add(1, 'one')
    expect(await still(reads)).toBe(false)
  })

  test('of many asked about together each has its own answer, also behind one that is longer or shorter now', async () => {
    const sets = []
    for (const id of [1, 2, 3]) sets.push(await noted(() => find(id)))
    const all = await noted(() => names(other))
    expect(await statements.stillAnswer([...sets, all, []])).toEqual([true, true, true, true, true])
    await db.updateTable('things').set({ name: 'a far longer name' }).where('id', '=', 1).execute()
    await db.deleteFrom('things').where('id', '=', 2).execute()
    expect(await statements.stillAnswer([...sets, all, sets[2] ?? []])).toEqual([false, false, true, false, true])
    await pglite.exec('alter table things rename column name to title')
    expect(await statements.stillAnswer([...sets, all])).toEqual([false, false, false, false])
    await pglite.exec('alter table things rename column title to name')
  })

  test('a transaction in which they ran makes no difference, nor does a statement that has been prepared anew', async () => {
    const inside = await noted(() => other.transaction().execute((transaction) => names(transaction)))
    for (let n = 0; n < 1200; n += 1) expect(await still(inside)).toBe(true)
    for (let n = 0; n < 600; n += 1) await names(db)
    expect(await still(inside)).toBe(true)
  })

  test('what was thrown out, or fails now, is not the same', async () => {
    const read = await noted(() => find(1))
    await pglite.exec('alter table things alter column id type text')
    expect(await still(read)).toBe(false)
    await failureOf(names())
    expect(await names()).toEqual(['one', 'two'])
    const again = await noted(() => names(other))
    for (let n = 0; n < 250; n += 1) await sql`select ${sql.raw(String(n))} as filler`.execute(db)
    expect(await still(again)).toBe(false)
  })

  test('long answers, of many pieces, are told apart by their last letter', async () => {
    await pglite.exec(`insert into things select n, repeat('x', 100) from generate_series(10, 5000) n`)
    const read = await noted(() => names(other))
    expect(await still(read)).toBe(true)
    await db
      .updateTable('things')
      .set({ name: `${'x'.repeat(99)}y` })
      .where('id', '=', 5000)
      .execute()
    expect(await still(read)).toBe(false)
  })
})

test('the ear hears every statement of its instance, and of no other', async () => {
  heard.length = 0
  await names(db)
  await names(other)
  expect(heard).toEqual(['select "name" from "things" order by "id"'])
})

test('notifications reach who listens on the bare database', async () => {
  const said: string[] = []
  await pglite.listen('news', (payload) => said.push(payload))
  await db.transaction().execute((transaction) => sql`select pg_notify('news', ${'rain'})`.execute(transaction))
  await sql`select pg_notify('news', ${'sun'})`.execute(other)
  await Promise.resolve()
  expect(said).toEqual(['rain', 'sun'])
})
