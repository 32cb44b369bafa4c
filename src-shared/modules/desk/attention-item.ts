import type { Selectable } from 'kysely'
import { z } from 'zod'
import { instant } from '../../kernel/calendar.ts'
import { id, rowIdOf } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { AttentionItems } from '../../schema/row-types.ts'

export type AttentionRow = Selectable<AttentionItems>
export type AttentionKind = AttentionRow['kind']

/** The item that a command's verdict raises has an id that both ends know: one item a command. */
export const attentionIdOf = (commandId: string): string => rowIdOf(commandId, 'attention', 0)

const object = z.record(z.string(), z.json()) as z.ZodType<JsonObject>
const alternatives = z.array(object).max(5)

/** An item as the server raises it. */
export const raised = z
  .object({
    id,
    kind: z.enum(['rejected', 'adjusted', 'held_review', 'duplicate', 'rule', 'job', 'desk']),
    moduleKind: z.string().min(1).max(60).nullable(),
    commandId: id.nullable(),
    commandName: z.string().max(200).nullable(),
    actorUserId: id.nullable(),
    deskId: id.nullable(),
    subject: z.object({ kind: z.string().max(40), id }).nullable(),
    /** What was asked for, and what the person was told came of it. */
    shown: z.object({ input: z.json(), outcome: object.nullable() }).nullable(),
    /** What the server decided instead. */
    decided: object.nullable(),
    rejection: object.nullable(),
    winner: object.nullable(),
    alternatives,
    escalateAt: instant,
  })
  .strict()
