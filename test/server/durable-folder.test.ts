import fs, { mkdtempSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPGlite, type ServerDatabase } from '../../sync-server/database/open.ts'

/** A power cut cannot be made in a test. That the system is asked to write before a commit is acknowledged can be seen. */
let [folder, asked] = ['', 0]
let database: ServerDatabase
const { fsyncSync } = fs

beforeAll(async () => {
  fs.fsyncSync = (file) => {
    asked += 1
    fsyncSync(file)
  }
  syncBuiltinESMExports()
  folder = mkdtempSync(join(tmpdir(), 'holdfast-durable-'))
  database = await openPGlite(join(folder, 'data'))
  await database.script('create table kept (id int primary key)')
})
afterAll(async () => {
  await database.close()
  fs.fsyncSync = fsyncSync
  syncBuiltinESMExports()
  rmSync(folder, { recursive: true, force: true })
})

test('an acknowledged commit of the embedded database has been asked onto the disk, a read has not', async () => {
  for (let n = 0; n < 5; n += 1) {
    const before = asked
    await database.db.transaction().execute((transaction) => sql`insert into kept values (${n})`.execute(transaction))
    expect(asked).toBeGreaterThan(before)
    const after = asked
    await sql`select * from kept`.execute(database.db)
    expect(asked).toBe(after)
  }
})

test('what was committed is there when the folder is opened again', async () => {
  await database.close()
  database = await openPGlite(join(folder, 'data'))
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from kept`.execute(database.db)
  expect(rows).toEqual([{ n: 5 }])
})
