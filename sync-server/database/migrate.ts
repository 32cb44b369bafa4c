import { exportJWK, generateKeyPair } from 'jose'
import { sql } from 'kysely'
import { newId } from '../../src-shared/kernel/id.ts'
import { readSchema, schemaNumber, sharedSchema } from '../../src-shared/schema/read-schema.ts'
import type { ServerDatabase } from './open.ts'

/** What a server must know of its database before it serves. */
export interface Deployment {
  /** Identity of the database's history; a restore changes it (SY-14). */
  epoch: string
  /** Number of the schema that desks must share. */
  schema: string
}

/** Shared by all servers, so that two starting at once do not both create the tables. */
const migrationLock = 4_655_442

/** Brings an empty or present database to the present schema and tells who it is. Safe to run from several processes. */
export async function migrate(database: ServerDatabase): Promise<Deployment> {
  const shared = sharedSchema()
  const files = [...shared, ...readSchema(`${import.meta.dirname}/schema`)]
  await database.script(`
    begin;
    select pg_advisory_xact_lock(${migrationLock});
    create table if not exists schema_files (name text primary key, applied_at timestamptz not null default now());
    ${files.map(({ name, sql: text }) => onceOnly(name, text)).join('\n')}
    commit;`)
  const epoch = await knownEpoch(database)
  return { epoch, schema: schemaNumber(shared) }
}

/** A file as a block that runs unless its name is already recorded. */
const onceOnly = (name: string, text: string): string => `
  do $once$ begin
    if not exists (select from schema_files where name = '${name}') then
      execute $file$${text}$file$;
      insert into schema_files (name) values ('${name}');
    end if;
  end $once$;`

async function knownEpoch({ db }: ServerDatabase): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  await db
    .insertInto('control.deployment')
    .values({ epoch: newId(), signing_key: JSON.stringify({ ...(await exportJWK(privateKey)), kid: newId() }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { epoch } = await db.selectFrom('control.deployment').select('epoch').executeTakeFirstOrThrow()
  await refusePowerfulRole(db)
  return epoch
}

/** Row security means nothing to a superuser: the role that runs commands must not be one. */
async function refusePowerfulRole(db: ServerDatabase['db']): Promise<void> {
  const { rows } = await sql<{ powerful: boolean }>`
    select rolsuper or rolbypassrls as powerful from pg_roles where rolname = 'holdfast_app'`.execute(db)
  if (rows[0]?.powerful !== false) throw new Error('The role holdfast_app must not bypass row security')
}
