import { reaction } from '../../kernel/reaction.ts'
import { rejection } from '../../kernel/rejection.ts'
import { attentionRaised } from './facts.ts'

/**
 * DX-R7: opens an item for what a module found. It has no author, so it is from the start everybody's who looks after
 * others' (DX-R11). Where one of the same kind and subject is open, that one says what is known now.
 */
export const onAttentionRaised = reaction(
  attentionRaised,
  [],
  async ({ db, at, rowId }, { kind, moduleKind, commandName, subject, about, params }) => {
    const found = {
      shown: JSON.stringify({ input: about, outcome: null }),
      rejection: JSON.stringify(rejection(moduleKind, params)),
    }
    const updated = await db
      .updateTable('attention_items')
      .set(found)
      .where('module_kind', '=', moduleKind)
      .where('subject_id', 'is not distinct from', subject?.id ?? null)
      .where('state', 'in', ['open', 'snoozed'])
      .where('deleted_at', 'is', null)
      .returning('id')
      .execute()
    if (updated.length > 0) return undefined
    const id = rowId(`attention:${moduleKind}:${subject?.id ?? ''}`, 0)
    await db
      .insertInto('attention_items')
      .values({
        ...{ id, kind, module_kind: moduleKind, command_name: commandName, escalate_at: at, ...found },
        ...{ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null },
      })
      .execute()
    return undefined
  },
)
