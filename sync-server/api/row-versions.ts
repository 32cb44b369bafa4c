import { sql } from 'kysely'
import type { Db } from '../../src-shared/kernel/database.ts'

/** PL-R11: the newest version among the rows that make up what a route shows; null where there is no such row. */
async function newest(db: Db, versions: ReturnType<typeof sql>): Promise<number | null> {
  const { rows } = await sql<{
    version: number | null
  }>`select max(row_version) as version from (${versions}) as its`.execute(db)
  return rows[0]?.version ?? null
}

export const planVersion = (db: Db, id: string): Promise<number | null> =>
  newest(db, sql`select row_version from membership_plans where id = ${id} and deleted_at is null`)

/** A member is what is known of them and how they are reached; memberships are rows of their own. */
export const memberVersion = (db: Db, id: string): Promise<number | null> =>
  newest(
    db,
    sql`select row_version from members where id = ${id} and deleted_at is null
      union all select row_version from member_contacts where member_id = ${id} and deleted_at is null`,
  )

export const locationVersion = (db: Db, id: string): Promise<number | null> =>
  newest(db, sql`select row_version from plant_slot_locations where id = ${id} and deleted_at is null`)

/** A slot with its maintenance log. */
export const slotVersion = (db: Db, id: string): Promise<number | null> =>
  newest(
    db,
    sql`select row_version from plant_slots where id = ${id} and deleted_at is null
      union all select row_version from plant_slot_maintenance where slot_id = ${id} and deleted_at is null`,
  )
