import { z } from 'zod'
import { instant } from '../kernel/calendar.ts'

/** DX-R52: the life of an update on one desk. */
export const updateStates = ['none', 'available', 'downloading', 'verified', 'ready', 'installed', 'failed'] as const
export type UpdateState = (typeof updateStates)[number]

/** What a person may be told of updates. */
export const updateStatus = z.object({
  /** The version that runs. */
  running: z.string(),
  state: z.enum(updateStates),
  /** The version that the server wants here; null where it wants none, or cannot be believed. */
  version: z.string().nullable(),
  /** False in a browser, where nothing is installed (DX-R53). */
  installs: z.boolean(),
  critical: z.boolean(),
  /** Bytes. */
  received: z.int(),
  size: z.int(),
  /** Code of what was wrong with the last one. */
  failure: z.string().nullable(),
  postponedUntil: instant.nullable(),
  /** Latest instant until which it may be put off. */
  postponableUntil: instant.nullable(),
})
export type UpdateStatus = z.infer<typeof updateStatus>
