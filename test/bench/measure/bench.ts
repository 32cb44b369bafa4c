import type { FilledTenant, Tenants } from '../stage/filled-tenant.ts'
import type { Organisation } from '../stage/organisation.ts'
import type { Screens } from '../stage/screens.ts'
import type { Stage } from '../stage/stage.ts'
import type { SyncedDesk } from '../stage/synced-desk.ts'
import type { Line } from './line.ts'

/** What a figure is given. */
export interface Bench {
  /** Smaller sizes, for a look. */
  quick: boolean
  /** The sizes that take long. */
  full: boolean
  stage: Stage
  tenants: Tenants
  /** The tenant of 100,000 rows (20,000 when quick) with its server; made once, only read, shared by figures. */
  large(): Promise<FilledTenant>
  /** A desk that holds the rows of that tenant; made once, shared by figures. */
  syncedDesk(): Promise<SyncedDesk>
  /** The screens on such a desk of a tenant of its own, which figures may write to; made once, shared by them. */
  screens(): Promise<Screens>
  /** The data of the performance tables of memberships and plant slots; made once, shared by figures. */
  organisation(): Promise<Organisation>
}

/** One row of a specification's performance table, or a few that are measured together; it may give several lines. */
export type Figure = (bench: Bench) => Promise<Line[]>
