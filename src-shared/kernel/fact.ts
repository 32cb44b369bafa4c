import type { z } from 'zod'
import type { Json } from './json.ts'

/** Something that happened in one module which others may react to; also the domain event of its name. */
export interface Fact<Payload> {
  name: string
  payload: z.ZodType<Payload>
}

/** Declares a fact. It stands in the announcing module's `facts.ts`, which imports nothing but the kernel. */
export const fact = <Payload>(name: string, payload: z.ZodType<Payload>): Fact<Payload> => ({ name, payload })

/** What reactions give back, by the name under which the announcing handler puts it into its outcome. */
export type Reactions = Record<string, Json>
