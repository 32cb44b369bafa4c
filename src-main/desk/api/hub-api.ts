import { z } from 'zod'
import { id } from '../../../src-shared/kernel/id.ts'
import { rejectionSchema } from '../../../src-shared/sync/protocol.ts'

/** The hub at the door (DX-R49…R51): what its screen sees and asks. */

const pairing = z.object({
  /** 8 digits. */
  code: z.string(),
  /** ISO instant. */
  expiresAt: z.string(),
  /** What the QR code says. */
  link: z.string(),
  /** The QR code: squares a side, and which of them are dark, row by row. */
  qr: z.object({ size: z.int(), dark: z.array(z.int()) }),
})

const attendee = z.object({
  key: z.string(),
  name: z.string(),
  connected: z.boolean(),
  /** ISO instant; null where it has not been here since the hub started. */
  lastSeenAt: z.string().nullable(),
})

const load = z.object({
  requestsAMinute: z.int(),
  /** How late the server comes to what it has to do, p95 (ms). */
  delay: z.int(),
  /** Of the server's process (MB). */
  memory: z.int(),
})

const backup = z.object({ file: z.string(), at: z.string(), bytes: z.int() })
export type HubBackup = z.infer<typeof backup>

export const hubStatus = z.object({
  /** Whether the server of this desk's organisation runs on this machine: only then can it be a hub. */
  isHere: z.boolean(),
  state: z.enum(['off', 'starting', 'serving', 'stopping', 'moved']),
  name: z.string(),
  hubId: id.nullable(),
  /** Where other desks reach it. */
  addresses: z.array(z.string()),
  pairing: pairing.nullable(),
  desks: z.array(attendee),
  load: load.nullable(),
  backups: z.array(backup),
  /** Why it does not serve, where it should. */
  failure: rejectionSchema.nullable(),
  /** The server that this desk belongs to: its address, or the name of a hub. */
  server: z.object({ isHub: z.boolean(), name: z.string() }),
})
export type HubStatus = z.infer<typeof hubStatus>

/** A hub that says over mDNS that it is there. */
export const nearbyHubs = z.object({
  hubs: z.array(z.object({ hubId: z.string(), name: z.string(), address: z.string() })),
})
export type NearbyHubs = z.infer<typeof nearbyHubs>

/** Calls of the hub, by name; each input is validated at the door. */
export const hubCalls = {
  hubStatus: z.object({}),
  hubStart: z.object({}),
  hubStop: z.object({}),
  /** Shows a new code, by which one desk may join. */
  hubOffer: z.object({}),
  hubWithdraw: z.object({}),
  hubRemoveDesk: z.object({ key: z.string().max(64) }),
  hubBackUp: z.object({}),
  hubsNearby: z.object({}),
  /** Makes a hub the server of this desk. `at` is an address as typed, or the text of a QR code, which has all. */
  joinHub: z.object({
    at: z.string().trim().min(1).max(2000),
    code: z
      .string()
      .regex(/^\d{8}$/)
      .nullable(),
  }),
} as const
export type HubCallName = keyof typeof hubCalls
