import { z } from 'zod'
import type { Json } from '../kernel/json.ts'
import { rejectionSchema } from './protocol.ts'

/**
 * What a server and the process that started it say to each other, over the line that processes of one machine have
 * (DX-R49). Nobody on the network can speak here: these tasks ask for no session.
 */

const json = z.json() as z.ZodType<Json>
const call = z.int().min(1)

/** To the server. */
export const serverOrder = z.union([
  z.object({ order: z.literal('stop') }),
  z.object({ order: z.literal('do'), call, task: z.string().max(40), input: json }),
])
export type ServerOrder = z.infer<typeof serverOrder>

/** From the server. */
export const serverWord = z.union([
  z.object({ word: z.literal('ready'), address: z.url() }),
  z.object({ word: z.literal('done'), call, value: json }),
  z.object({ word: z.literal('refused'), call, refusal: rejectionSchema }),
])
export type ServerWord = z.infer<typeof serverWord>

/** A new organisation with its first person, as `open-organisation` takes it (DX-R47). */
export const newOrganisation = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{3,40}$/),
  legalName: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(64),
  currency: z.string().length(3),
  locale: z.enum(['en', 'es', 'ko', 'tr']),
  owner: z.strictObject({
    email: z.email().max(254),
    password: z.string().min(1).max(256),
    displayName: z.string().trim().min(1).max(120),
  }),
})
export type NewOrganisation = z.infer<typeof newOrganisation>
