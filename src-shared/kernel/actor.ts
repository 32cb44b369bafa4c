import type { Grant } from './permission.ts'

/** On whose behalf a command or query runs. `system` is the server itself and may everything. */
export interface Actor {
  kind: 'user' | 'system'
  /** The user's id; the nil UUID for `system`. */
  userId: string
  grants: readonly Grant[]
}

/** The server acting by itself: clocks, first rows, attention. */
export const systemActor: Actor = { kind: 'system', userId: '00000000-0000-0000-0000-000000000000', grants: [] }

/** What handlers know of their tenant. */
export interface Tenant {
  id: string
  /** IANA name. */
  timeZone: string
  /** ISO 4217. */
  currency: string
  locale: string
}
