import { sql } from 'kysely'
import { z } from 'zod'
import { command } from '../../src-shared/kernel/command.ts'
import { assemble } from '../../src-shared/kernel/domain.ts'
import { id } from '../../src-shared/kernel/id.ts'
import type { Module } from '../../src-shared/kernel/module.ts'
import { reject } from '../../src-shared/kernel/rejection.ts'
import { identity } from '../../src-shared/modules/identity/module.ts'

const open = { permission: 'anyone', offline: true } as const
const place = z.object({ id, code: z.string() }).strict()

/** Writes a row, and tells how many rows it found before: what a later command reads shows the order of all. */
const make = command('test.make', {
  ...{ input: place, ...open },
  async run({ db }, { id, code }) {
    const { n } = await db
      .selectFrom('plant_slot_locations')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    await db.insertInto('plant_slot_locations').values({ id, code, name: code, kind: 'field' }).execute()
    return { found: Number(n) }
  },
})

/** Fails in one of the ways in which a handler can, after it has written a row. */
const fail = command('test.fail', {
  input: place.extend({ how: z.enum(['refuse', 'throw', 'sql', 'late', 'unreadable']) }),
  ...open,
  async run({ db, rowId }, { id, code, how }) {
    await db.insertInto('plant_slot_locations').values({ id, code, name: code, kind: 'field' }).execute()
    if (how === 'refuse') reject('test_refused', { code })
    if (how === 'sql') await sql`select 1 / 0`.execute(db)
    if (how === 'unreadable') {
      const way = { label: 'x', command: 'test.make', input: {} }
      reject('test_refused', {}, { alternatives: [way, way, way, way, way, way] })
    }
    if (how === 'late') {
      // Nobody has this user: the foreign key says so when the command ends.
      await db
        .insertInto('user_roles')
        .values({ id: rowId('role', 1), user_id: rowId('nobody', 1), role_id: rowId('nothing', 1) })
        .execute()
      return {}
    }
    throw new Error('A handler with a mistake')
  },
})

/** Gives back what it was given, with one field that only the server knows and one that nobody minds. */
const tell = command('test.tell', {
  input: z.object({ value: z.json() }).strict(),
  ...open,
  authority: ['number'],
  quiet: ['note'],
  async run({ at, actor, desk, basisVersion }, { value }) {
    return { value, number: 7, note: 'of the server', at, actor: actor.userId, desk, basisVersion }
  },
})

const onlyManagers = command('test.manage', {
  ...{ input: z.object({}).strict(), permission: 'test_manage', offline: true },
  run: async () => ({}),
})

const no = { en: 'No {code}', es: 'No {code}', ko: 'No {code}', tr: 'No {code}' }

/** Commands with which the laws of sync are tested, whatever the modules do. */
const testModule: Module = {
  name: 'test',
  commands: [make, fail, tell, onlyManagers],
  ...{ queries: [], reactions: [], labels: {}, constraints: {} },
  rejections: { test_refused: { status: 409, sentences: no } },
  permissions: { test_manage: { manager: 'tenant' } },
  scope: { plant_slot_locations: { owner: 'all', field: 'all' } },
}

export const smallDomain = assemble([identity, testModule])
