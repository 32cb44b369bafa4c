import { PGlite, protocol } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyText } from '../../src-main/desk/copy-text.ts'
import { Statements } from '../../src-shared/database/statements.ts'
import type { JsonObject } from '../../src-shared/kernel/json.ts'

/** Rows as a snapshot shows them, with all that is special to `copy`, to JSON, or to either. */
const rows: JsonObject[] = [
  { id: 1, name: 'plain', note: null, data: null, at: '2027-03-01T09:00:00.123+00:00', long: 2 ** 52, yes: true },
  { id: 2, name: '', note: '\\N', data: {}, at: null, long: -1, yes: false },
  { id: 3, name: 'tab\tline\nreturn\r', note: '\\', data: 'text', at: '2027-03-01', long: 0, yes: null },
  { id: 4, name: 'Ø “quoted” \u{1f331}', note: '\\.', data: [1, 'a\nb', null], at: null, long: null, yes: true },
  { id: 5, name: '\\t', note: '"', data: { a: { b: '\\"\n\t' }, c: 1.5 }, at: null, long: 7, yes: false },
  { id: 6, name: 'null', note: 'NULL', data: false, at: null, long: 1, yes: true },
]
const columns = 'id int primary key, name text, note text, data jsonb, at timestamptz, long int8, yes bool'

const json = new Set(['data'])

describe('rows written for copy', () => {
  let pglite: PGlite
  let statements: Statements
  beforeAll(async () => {
    pglite = await PGlite.create()
    statements = new Statements(pglite, protocol.serialize)
    await pglite.exec(`set timezone to 'UTC'; create table copied (${columns}); create table told (${columns})`)
  })
  afterAll(() => pglite.close())
  const copyIn = (of: readonly JsonObject[]) => {
    const copy = copyText(of, json)
    return statements.copyIn(`copy copied (${copy?.columns.join(', ')}) from stdin`, Buffer.from(copy?.text ?? ''))
  }

  test('come in as the same rows given as JSON do', async () => {
    expect(await copyIn(rows)).toBe(rows.length)
    await pglite.query('insert into told select * from json_populate_recordset(null::told, $1::json)', [
      JSON.stringify(rows),
    ])
    const all = (table: string) => pglite.query(`select t::text from ${table} t order by id`)
    expect((await all('copied')).rows).toEqual((await all('told')).rows)
  })

  test('come in all or none, and an error is the database’s own', async () => {
    const again = copyIn([{ ...rows[0], id: 7 }, { ...rows[0] }])
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'copied_pkey' })
    await expect(copyIn([{ id: 8, long: 'x' }])).rejects.toMatchObject({ code: '22P02' })
    expect((await pglite.query('select max(id) from copied')).rows).toEqual([{ max: rows.length }])
    expect(await copyIn([{ ...rows[0], id: 9 }])).toBe(1)
  })
})

const beyond: [string, JsonObject[]][] = [
  ['an integer beyond what JavaScript holds', [{ id: 2 ** 60 }]],
  ['more digits than it keeps', [{ id: 0.1 + 0.2 }]],
  ['a column that is missing', [{ id: 1, a: 1 }, { id: 2 }]],
  [
    'a column that is another',
    [
      { id: 1, a: 1 },
      { id: 2, b: 2 },
    ],
  ],
]

test.each(beyond)('%s is left to the database', (_, given) => {
  expect(copyText(given, json)).toBeNull()
})
