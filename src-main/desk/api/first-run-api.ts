import { z } from 'zod'
import { languages } from '../../../src-shared/kernel/rejection.ts'
import { rejectionSchema } from '../../../src-shared/sync/protocol.ts'

/** What screens and a host say to each other before there is a desk to speak to (DX-R47, R48). */

/** What this installation is: nothing yet, a desk of a server, of a server on this very computer, or of the demo. */
export const setupKinds = ['undecided', 'server', 'here', 'demo'] as const

/** What has been answered so far. A first run that breaks off goes on from here; no secret is among it. */
export const firstRunAnswers = z.object({
  step: z.enum(['language', 'way', 'connect', 'organisation', 'name']),
  language: z.enum(languages).nullable(),
  way: z.enum(['connect', 'organisation']).nullable(),
  address: z.string().max(300),
  organisation: z.object({
    legalName: z.string().max(200),
    ownerName: z.string().max(120),
    email: z.string().max(254),
    timeZone: z.string().max(64),
    currency: z.string().max(3),
    locale: z.enum(languages),
  }),
  deskName: z.string().max(50),
})
export type FirstRunAnswers = z.infer<typeof firstRunAnswers>

/** How far an installation has come; with every status. */
export const setup = z.object({
  kind: z.enum(setupKinds),
  answers: firstRunAnswers,
  /** What is under way: a server starts, the demo is filled, the desk opens. */
  doing: z.enum(['idle', 'starting', 'filling', 'opening']),
  /** Why the last step came to nothing. */
  failure: rejectionSchema.nullable(),
  /** Whether a server can run on this computer: else there is neither a new organisation nor a demo. */
  canHost: z.boolean(),
  /** Whether the way back to the first question is open: from the demo, and from a server nobody has signed in to. */
  mayLeave: z.boolean(),
})
export type Setup = z.infer<typeof setup>

const deskName = z.string().trim().min(1).max(50)
const address = z.url({ protocol: /^https?$/ }).max(300)

/** One step of setting up. What takes long answers at once; how it goes is told with the status. */
export const setUpStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('remember'), answers: firstRunAnswers }),
  /** Whether a server of an organisation answers there. */
  z.strictObject({ do: z.literal('check'), address }),
  z.strictObject({ do: z.literal('connect'), address, deskName }),
  z.strictObject({
    do: z.literal('organisation'),
    deskName,
    organisation: z.strictObject({
      legalName: z.string().trim().min(1).max(200),
      timeZone: z.string().min(1).max(64),
      currency: z.string().length(3),
      locale: z.enum(languages),
      ownerName: z.string().trim().min(1).max(120),
      email: z.email().max(254),
      // ID-R3: as long as a tenant asks for where it has not chosen.
      password: z.string().min(12).max(256),
    }),
  }),
  z.strictObject({ do: z.literal('demo') }),
  /** The demo begins anew; what was tried in it is gone. */
  z.strictObject({ do: z.literal('reset_demo') }),
  /** Back to the first question: from the demo, and from a server that nobody has signed in to. */
  z.strictObject({ do: z.literal('leave') }),
])
export type SetUpStep = z.infer<typeof setUpStep>
