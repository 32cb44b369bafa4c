import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { domain } from '../../src-shared/domain.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import { Refused } from '../../src-shared/kernel/rejection.ts'
import { Exports, type WantedExport } from '../../sync-server/exports/exports.ts'
import { flatTable } from '../../sync-server/exports/flat-table.ts'
import { readList } from '../../sync-server/exports/read-list.ts'
import { fileOf } from '../../sync-server/exports/write-table.ts'
import { type Ground, onBothDatabases } from './databases.ts'
import { cardCode } from './garden.ts'
import { Line } from './line.ts'

const list = [
  { name: '=HYPERLINK("http://x")', price: -5, plan: { name: 'Altın, özel' }, tags: ['a', 'b'], ok: true },
  { name: '+82 10', price: 1.5, plan: null, tags: [], ok: false },
  { name: '김철수 "철수"', price: null, plan: { name: 'line\nbreak' }, tags: ['@c'], ok: true },
]

describe('[PL-R39] [PL-35] a list as a file', () => {
  test('CSV: marked as UTF-8, quoted by RFC 4180, and no cell is a formula; numbers stay numbers', async () => {
    expect(String(await fileOf('csv', 'test', list, flatTable(list, undefined)))).toBe(
      [
        '\ufeffname,price,plan.name,tags,ok',
        `"'=HYPERLINK(""http://x"")",-5,"Altın, özel","a, b",true`,
        `'+82 10,1.5,,,false`,
        `"김철수 ""철수""",,"line\nbreak",'@c,true`,
        '',
      ].join('\r\n'),
    )
  })

  test('a spreadsheet holds the same', async () => {
    const file = await fileOf('xlsx', 'test', list, flatTable(list, ['price', 'name', 'plan.name']))
    expect(await readSheet(file)).toEqual([
      ['price', 'name', 'plan.name'],
      [-5, `'=HYPERLINK("http://x")`, 'Altın, özel'],
      [1.5, `'+82 10`, null],
      [null, '김철수 "철수"', 'line\nbreak'],
    ])
  })

  test('JSON and its lines are the rows as they were given; a PDF is one', async () => {
    const table = flatTable(list, undefined)
    expect(JSON.parse(String(await fileOf('json', 'test', list, table)))).toEqual(list)
    const lines = String(await fileOf('ndjson', 'test', list, table))
      .trimEnd()
      .split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(list)
    const pdf = await fileOf('pdf', 'test', list, table)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(2000)
  })

  test('a list beyond ten thousand rows, an answer that is none, and a column that nobody has are refused', async () => {
    await expect(readList(async () => ({ page: 1, limit: 100, total: 10_001, rows: [] }), {})).rejects.toThrow(
      'export_too_large',
    )
    await expect(readList(async () => ({ id: 'x' }), {})).rejects.toThrow('export_not_a_list')
    expect(() => flatTable(list, ['nothing'])).toThrow('export_column_unknown')
  })
})

onBothDatabases('[PL-R39] exports', (ground) => {
  async function open(where: Ground, members: number) {
    const line = await Line.open(where, domain)
    for (let n = 1; n <= members; n += 1) {
      const member = {
        memberId: newId(),
        code: cardCode(),
        givenName: `M${String(n).padStart(3, '0')}`,
        language: 'en',
      }
      await line.commands.run(line.tenantId, 'memberships.create-member', member)
    }
    const exports = new Exports({ db: where.database.db, domain, clock: line.clock })
    const asker = { tenantId: line.tenantId, userId: await line.person('manager') }
    return { line, exports, asker }
  }
  const members: WantedExport = {
    query: 'memberships.list-members',
    input: {},
    format: 'csv',
    columns: ['name', 'status'],
  }

  test('all pages of a list in its order, filtered as on the screen; who took it is noted', async () => {
    const { line, exports, asker } = await open(ground(), 205)
    const file = await exports.make(asker, members)
    const lines = String(file.bytes).trimEnd().split('\r\n')
    expect(file).toMatchObject({ rows: 205, name: 'memberships-list-members-2027-03-01.csv' })
    expect(lines.slice(0, 2)).toEqual(['\ufeffname,status', 'M001,ACTIVE'])
    expect(new Set(lines).size).toBe(206)
    const filtered = await exports.make(asker, { ...members, input: { search: 'm11' }, format: 'ndjson' })
    expect(filtered.rows).toBe(10)
    const plans = await exports.make(asker, { query: 'memberships.active-plans', input: {}, format: 'json' })
    expect(String(plans.bytes)).toBe('[]')
    const runs = await line.read((db) =>
      db
        .selectFrom('export_runs')
        .select(['query', 'format', 'columns', 'rows', 'requested_by'])
        .orderBy('rows', 'desc')
        .execute(),
    )
    expect(runs[0]).toEqual({
      ...{ query: 'memberships.list-members', format: 'csv', columns: ['name', 'status'], rows: 205 },
      requested_by: asker.userId,
    })
  })

  test('who may not export, and what the query refuses, get no file and leave no note', async () => {
    const { line, exports, asker } = await open(ground(), 1)
    const clerk = { tenantId: asker.tenantId, userId: await line.person('frontdesk') }
    const code = async (work: Promise<unknown>) => {
      const error: unknown = await work.catch((failure: unknown) => failure)
      return error instanceof Refused ? error.rejection.code : error
    }
    expect(await code(exports.make(clerk, members))).toBe('actor_not_permitted')
    expect(await code(exports.make(asker, { ...members, query: 'memberships.nothing' }))).toBe('unknown_query')
    expect(await code(exports.make(asker, { ...members, input: { sort: 'phone' } }))).toBe('validation_failed')
    expect(await line.read((db) => db.selectFrom('export_runs').selectAll().execute())).toEqual([])
  })
})
