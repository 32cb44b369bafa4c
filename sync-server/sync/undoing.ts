import type { Domain } from '../../src-shared/kernel/domain.ts'
import { asObject } from '../../src-shared/kernel/json.ts'
import { type Rejection, rejection } from '../../src-shared/kernel/rejection.ts'
import type { LogEntry } from './command-log.ts'
import type { Case } from './judge.ts'
import type { Turn } from './tenant-writer.ts'

/** What the log says of a command that another one takes back. */
export type Original = Pick<
  LogEntry,
  'command_id' | 'name' | 'input' | 'verdict' | 'told' | 'outcome' | 'rejection' | 'actor_id'
>

/** A logged command by id; undefined where there is none. */
export const loggedCommand = async (turn: Turn, commandId: string): Promise<Original | undefined> =>
  turn.log.find(({ command_id }) => command_id === commandId) ??
  (await turn.db
    .selectFrom('command_log')
    .select(['command_id', 'name', 'input', 'verdict', 'told', 'outcome', 'rejection', 'actor_id'])
    .where('command_id', '=', commandId)
    .executeTakeFirst())

/**
 * The command that a case takes back. People take back their own (DX-R13): where it says that it takes back somebody
 * else's, it is a command like any other, or anybody could end what waits for others.
 */
export async function takenBackBy(turn: Turn, { meta, actorId }: Case): Promise<Original | undefined> {
  const original = meta.undoOf ? await loggedCommand(turn, meta.undoOf) : undefined
  return original?.actor_id === actorId ? original : undefined
}

/**
 * How a command that takes another one back is to be judged (DX-R14, R15). Where the original was never done there is
 * nothing to take back. Where it was done otherwise than the desk had told, what was done is taken back, not what was
 * told; that may be another command. In all other cases the undo is a command like any other.
 */
export function undoing(
  domain: Domain,
  each: Case,
  original: Original,
): Pick<Case, 'name' | 'input'> | Rejection | null {
  if (original.verdict === 'rejected') return rejection('undone_before_done')
  const done = compensationOf(domain, original)
  if (!done) return null
  const meant = compensationOf(domain, { ...original, outcome: original.told })
  const fits = done.command === each.name ? original.verdict === 'adjusted' : meant?.command === each.name
  return fits ? { name: done.command, input: done.input } : null
}

/** What would take a logged command back; null where nothing does, and where nothing was done. */
export function compensationOf(domain: Domain, { name, input, outcome, verdict }: Original) {
  if (verdict === 'rejected') return null
  return domain.commands.get(name)?.undo(input, asObject(outcome)) ?? null
}
