import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../src-shared/kernel/command.ts'
import { assemble } from '../../src-shared/kernel/domain.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { Module } from '../../src-shared/kernel/module.ts'
import { identity } from '../../src-shared/modules/identity/module.ts'
import { memberships } from '../../src-shared/modules/memberships/module.ts'
import { plantSlots } from '../../src-shared/modules/plant-slots/module.ts'

const table = z.string().regex(/^\w+$/)

const rows = z.array(z.object({ table, row: z.record(z.string(), z.json()) }).strict())

/** Writes any columns of any rows: a history that no module would make must be told right too. */
const write = command('raw.write', {
  input: z.object({ rows }).strict(),
  ...{ permission: 'anyone', offline: true },
  async run({ db, tenant }, { rows: given }) {
    for (const { table: name, row } of given) {
      const target = sql.table(name)
      const whole = JSON.stringify({ ...row, tenant_id: tenant.id })
      const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
      await sql`
        insert into ${target} (tenant_id, ${columns})
        select tenant_id, ${columns} from jsonb_populate_record(null::${target}, ${whole}::jsonb)`.execute(db)
    }
    return {}
  },
})

/** Changes columns of a row that is there. */
const change = command('raw.change', {
  input: z.object({ table, id, set: z.record(z.string(), z.json()) }).strict(),
  ...{ permission: 'anyone', offline: true },
  async run({ db }, { table: name, id: rowId, set }) {
    const target = sql.table(name)
    const columns = Object.keys(set)
    await sql`
      update ${target} set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = made.${sql.ref(column)}`))}
      from jsonb_populate_record(null::${target}, ${JSON.stringify(set)}::jsonb) as made
      where ${target}.id = ${rowId}`.execute(db)
    return {}
  },
})

/** Makes a row a tombstone, or brings it back. */
const bury = command('raw.bury', {
  input: z.object({ table, id, gone: z.boolean() }).strict(),
  ...{ permission: 'anyone', offline: true },
  async run({ db, at }, { table: name, id: rowId, gone }) {
    await sql`update ${sql.table(name)} set deleted_at = ${gone ? at : null} where id = ${rowId}`.execute(db)
    return {}
  },
})

const raw: Module = {
  name: 'raw',
  commands: [write, change, bury],
  ...{ queries: [], reactions: [], rejections: {}, labels: {}, permissions: {}, scope: {}, constraints: {} },
}

/** The real modules with their real scope, and commands that write whatever a test wants. */
export const rawDomain = assemble([identity, memberships, plantSlots, raw])
