import { sql } from 'kysely'
import type { Tenant } from './actor.ts'
import type { Day } from './calendar.ts'
import type { Db } from './database.ts'
import type { Json, JsonObject } from './json.ts'

/** What a desk asks for. */
export interface LeaseRequest {
  /** What of, as the kind names its resources. */
  resourceKey: string
  /** Units wanted. */
  size: number
  /** Units of this resource that the desk has leased and not used yet. */
  held: number
  /** What the kind wants to know beside, if anything. */
  detail: Json | undefined
}

/** What a kind says to a request. It may also refuse by itself, where the resource is not there. */
export interface LeaseGrant {
  /** Units free for everyone now. */
  free: number
  /** Units of them that this desk may have; 0 is nothing. */
  grantable: number
  /** How long it may be used at most (hours), and how long after that a use may arrive (minutes). */
  hours: number
  graceMinutes: number
  /** What the lease names of the resource, and what of it the taker is told. */
  detail: JsonObject
  told: JsonObject
}

/** Capacity of a module that desks may take with them (PL-R41). */
export interface LeaseKind {
  kind: string
  unit: string
  /** Who may take, extend and give back one. */
  permission: string
  /** How much may be granted; asked again on extension, for its hours. */
  grant(context: { db: Db; tenant: Tenant; at: string; today: Day }, request: LeaseRequest): Promise<LeaseGrant>
}

/** PL-R43: so many units of a lease are used up; the table refuses more than there are. */
export const drawLease = (db: Db, leaseId: string, units: number): Promise<unknown> =>
  db
    .updateTable('capacity_leases')
    .set({ used: sql`used + ${units}` })
    .where('id', '=', leaseId)
    .execute()

/** PL-R43: what was used is not used after all. */
export const giveBackLease = (db: Db, leaseId: string, units: number): Promise<unknown> =>
  db
    .updateTable('capacity_leases')
    .set({ used: sql`used - ${units}` })
    .where('id', '=', leaseId)
    .where('state', '=', 'active')
    .execute()
