import type { CommandContext } from '../../kernel/command.ts'
import { reject } from '../../kernel/rejection.ts'
import type { AttentionRow } from './attention-item.ts'
import { isOwn } from './attention-rules.ts'

type Asking = Pick<CommandContext, 'db' | 'actor' | 'reachOf'>

/** Whether an actor may say what becomes of an item: the author, who it was handed to, and who looks after others'. */
export const mayHandle = ({ actor, reachOf }: Asking, item: AttentionRow): boolean =>
  isOwn(item, actor.userId) || reachOf('attention_manage') === 'tenant'

/** An item by id; refused alike where it does not exist and where it is not this actor's. */
export async function ownItem(asking: Asking, itemId: string): Promise<AttentionRow> {
  const item = await asking.db
    .selectFrom('attention_items')
    .selectAll()
    .where('id', '=', itemId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!item || !mayHandle(asking, item)) reject('attention_not_found')
  return item
}
