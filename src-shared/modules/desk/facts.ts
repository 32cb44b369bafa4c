import { z } from 'zod'
import { fact } from '../../kernel/fact.ts'
import { id } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'

const object = z.record(z.string(), z.json()) as z.ZodType<JsonObject>

/**
 * DX-R7: a module has found something that somebody should look at. `moduleKind` is the code of a sentence in the
 * module's catalogue, `params` are what it says; `about` names rows the way an input does.
 */
export const attentionRaised = fact(
  'attention.raised',
  z.object({
    kind: z.literal('rule'),
    moduleKind: z.string().min(1).max(60),
    commandName: z.string().max(200),
    subject: z.object({ kind: z.string().max(40), id }).nullable(),
    about: object,
    params: object,
  }),
)
