import { rowIdOf } from '../../../src-shared/kernel/id.ts'
import type { JsonObject } from '../../../src-shared/kernel/json.ts'
import { isWaiting, waitingItemAbout } from './attention.ts'
import type { Item, Spoken, State } from './state.ts'

/** A command of the server's own that must stand right behind a verdict, with what its input must say. */
export interface Owed {
  name: 'desk.raise-attention' | 'desk.extend-attention' | 'desk.close-attention'
  input: JsonObject
}

/** Refusals that are nobody's business. */
export const quiet: readonly string[] = [
  'undone_before_done',
  'attention_exists',
  'lease_unavailable',
  'lease_limit',
  'lease_closed',
]

const itemIdOf = (commandId: string): string => rowIdOf(commandId, 'attention', 0)

/** Whether a command takes back one of the same person's own; another's can only be countered by an ordinary one. */
export function takenBackBy({ spoken }: State, { meta, actorId }: Pick<Spoken, 'meta' | 'actorId'>) {
  const original = meta.undoOf === undefined ? undefined : spoken.get(meta.undoOf)
  return original?.actorId === actorId ? original : undefined
}

/**
 * DX-R7, R10, R15: what people must be told of a verdict, in the order of telling. `state` is what was known when it
 * was given, with what the command itself did.
 */
export function owedAfter(state: State, said: Spoken): Owed[] {
  if (said.deskId === null) return []
  const isQuiet = said.verdict === 'rejected' && quiet.includes(said.code ?? '')
  const original = takenBackBy(state, said)
  return [
    ...(said.verdict === 'rejected' && !isQuiet ? [refusalTold(state, said)] : []),
    ...(said.verdict === 'adjusted' && original?.verdict !== 'adjusted' ? [raised(said, 'adjusted')] : []),
    ...(original && (said.verdict !== 'rejected' || isQuiet) ? closed(state, original, said) : []),
    ...(said.verdict === 'rejected' ? [] : doubled(state, said)),
  ]
}

const raised = ({ id }: Spoken, kind: Item['kind']): Owed => ({
  name: 'desk.raise-attention',
  input: { id: itemIdOf(id), kind, commandId: id },
})

function refusalTold(state: State, said: Spoken): Owed {
  const meant = said.meta.resolves === undefined ? undefined : state.items.get(said.meta.resolves)
  if (meant && isWaiting(meant)) return { name: 'desk.extend-attention', input: { itemId: meant.id } }
  const cause = waitingItemAbout(state, said.meta.dependsOn ?? [])
  if (cause) return { name: 'desk.extend-attention', input: { itemId: cause.id, dependent: said.id } }
  return raised(said, said.code === 'actor_not_permitted' ? 'held_review' : 'rejected')
}

function closed({ items }: State, original: Spoken, { id }: Spoken): Owed[] {
  const item = items.get(itemIdOf(original.id))
  if (!item || !isWaiting(item)) return []
  return [{ name: 'desk.close-attention', input: { itemId: item.id, commandId: id, resolution: 'undone' } }]
}

/** Section 7.1: two ways were taken out of one trouble. */
function doubled({ items }: State, { id, meta }: Spoken): Owed[] {
  const item = meta.resolves === undefined ? undefined : items.get(meta.resolves)
  const first = item?.state === 'resolved' ? item.ended?.commandId : null
  if (!first || first === id) return []
  return [
    {
      name: 'desk.raise-attention',
      input: { id: rowIdOf(id, 'duplicate', 0), kind: 'duplicate', commandId: id },
    },
  ]
}
