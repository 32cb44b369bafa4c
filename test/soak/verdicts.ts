import { sql } from 'kysely'
import { openPostgres, type ServerDatabase } from '../../sync-server/database/open.ts'
import { inTenant } from '../../sync-server/database/tenant-transaction.ts'
import { verifyLog } from '../../sync-server/sync/command-log.ts'
import { type DeskRecord, type Findings, findFaults, heldTwice, type Logged, type SlotChange } from './compare.ts'
import { compareRows } from './rows.ts'
import type { Stage } from './stage.ts'

/** How far the desks' clocks were from the servers', as the log has it. */
export interface Times {
  /** Commands whose time a server did not believe (SY-15). */
  bounded: number
  /** The times of commands before and after their receipt, at most (s). A command of a cut desk is received late. */
  earliest: number
  latest: number
  /** The same of the times that the rules were told. */
  believed: number
}

/** What the server's log holds of the two desks. */
export type Verdicts = Record<Logged['verdict'], number>

export interface Outcome extends Findings {
  verdicts: Verdicts
  times: Times
  /** The chain of the log, the replicas and the slots. */
  broken: string[]
}

/**
 * Compares what the desks promised and wrote down with what the server has. The desk processes must have ended: their
 * replicas are opened here.
 */
export async function compareAll(
  { databaseUrl, tenantId, desks }: Stage,
  records: readonly Omit<DeskRecord, 'log'>[],
): Promise<Outcome> {
  const database = await openPostgres(databaseUrl)
  try {
    const outcome: Outcome = {
      ...{ lost: [], doubled: [], differing: [], broken: [] },
      verdicts: { applied: 0, adjusted: 0, rejected: 0 },
      times: await timesOf(database, tenantId),
    }
    const { believed } = outcome.times
    if (believed > mostAhead) outcome.broken.push(`a command counts as given ${believed} s after its receipt`)
    for (const record of records) {
      const log = await logOf(database, tenantId, record.name)
      const { lost, doubled, differing } = findFaults({ ...record, log })
      outcome.lost.push(...lost)
      outcome.doubled.push(...doubled)
      outcome.differing.push(...differing)
      for (const { verdict } of log) outcome.verdicts[verdict] += 1
    }
    const chain = await inTenant(database.db, tenantId, verifyLog)
    if (!chain.whole) outcome.broken.push(`entry ${chain.firstBad} of the log does not fit its chain`)
    for (const { name, tenantFolder, userId } of desks) {
      outcome.broken.push(...(await compareRows(database, tenantId, { name, folder: tenantFolder, userId })))
    }
    outcome.broken.push(...(await slotFaults(database, tenantId)))
    return outcome
  } finally {
    await database.close()
  }
}

/** How far a command may be ahead of its receipt (SY-15), in seconds. */
const mostAhead = 120

const timesOf = (database: ServerDatabase, tenantId: string): Promise<Times> =>
  inTenant(database.db, tenantId, async (db) => {
    const { rows } = await sql<Times>`
      select count(*) filter (where bounded_at <> acted_at)::int as bounded,
        coalesce(min(extract(epoch from acted_at - received_at)), 0)::float as earliest,
        coalesce(max(extract(epoch from acted_at - received_at)), 0)::float as latest,
        coalesce(max(extract(epoch from bounded_at - received_at)), 0)::float as believed
      from command_log where desk_id is not null`.execute(db)
    return rows[0] ?? { bounded: 0, earliest: 0, latest: 0, believed: 0 }
  })

const logOf = (database: ServerDatabase, tenantId: string, deskName: string): Promise<Logged[]> =>
  inTenant(database.db, tenantId, async (db) => {
    const { rows } = await sql<Logged>`
      select command_id as id, desk_seq::int as "deskSeq", verdict, version::int
      from command_log join desks on desks.id = command_log.desk_id where desks.name = ${deskName}
      order by seq`.execute(db)
    return rows
  })

/** No slot was ever given to two, and the slots are as their history says. */
const slotFaults = (database: ServerDatabase, tenantId: string): Promise<string[]> =>
  inTenant(database.db, tenantId, async (db) => {
    // Back from maintenance a slot is done with and given again in one command.
    const { rows: changes } = await sql<SlotChange>`
      select slot_id as "slotId", event, membership_id as "membershipId", to_status as "toStatus"
      from plant_slot_events order by row_version, event = 'allocated'`.execute(db)
    const { rows: slots } = await sql<{ slotId: string; membershipId: string | null }>`
      select id as "slotId", membership_id as "membershipId" from plant_slots`.execute(db)
    return heldTwice(changes, slots)
  })
