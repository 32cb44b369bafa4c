import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../../src-shared/kernel/command.ts'
import { assemble } from '../../../src-shared/kernel/domain.ts'
import { id } from '../../../src-shared/kernel/id.ts'
import type { Module } from '../../../src-shared/kernel/module.ts'
import { identity } from '../../../src-shared/modules/identity/module.ts'

const input = z.object({ id, code: z.string(), fails: z.enum(['no', 'throws', 'sql']) }).strict()

/** Writes a place, and may then fail as a handler with a mistake does. */
const place = command('bench.place', {
  ...{ input, permission: 'anyone', offline: true },
  async run({ db }, { id: rowId, code, fails }) {
    await db.insertInto('plant_slot_locations').values({ id: rowId, code, name: code, kind: 'field' }).execute()
    if (fails === 'sql') await sql`select 1 / 0`.execute(db)
    if (fails === 'throws') throw new Error('A handler with a mistake')
    return {}
  },
})

const bench: Module = {
  ...{ name: 'bench', commands: [place], queries: [], reactions: [], labels: {} },
  ...{ rejections: {}, permissions: {}, scope: {}, constraints: {} },
}

/** A command that works and fails by wish, whatever the modules do. */
export const poisonDomain = assemble([identity, bench])
