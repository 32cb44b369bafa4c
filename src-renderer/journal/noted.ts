import { z } from 'zod'
import type { Progress } from '../../src-main/desk/api/desk-api.ts'
import { id } from '../../src-shared/kernel/id.ts'
import { advance, type Hearing, takeBack } from './advance.ts'
import { isUnsent, type JournalEntry } from './entry.ts'

const taking = z.object({ withdrawn: id })

/**
 * DX-R19: the command that a withdrawal took out. It is written down with the withdrawal: the desk says it apart, and
 * whoever missed that would give the command again.
 */
const tookOut = (entry: JournalEntry | undefined): string[] => {
  if (entry?.name !== 'desk.withdraw' || entry.state === 'draft' || entry.state === 'refused') return []
  const took = taking.safeParse(entry.outcome).data
  return took ? [took.withdrawn] : []
}

/**
 * The entries that the desk's news are about, and those they take back, as they are then. News
 * of commands that this journal does not hold are left out.
 */
export async function noted(
  read: (ids: readonly string[]) => Promise<JournalEntry[]>,
  news: readonly Progress[],
  hearing: Hearing,
): Promise<JournalEntry[]> {
  const entries = new Map<string, JournalEntry>()
  const load = async (ids: readonly string[]) => {
    for (const entry of await read(ids.filter((id) => !entries.has(id)))) entries.set(entry.id, entry)
  }
  await load(news.map(({ id }) => id))
  const moved = new Set<string>()
  for (const each of news) {
    const entry = entries.get(each.id)
    const next = entry && advance(entry, each, hearing)
    if (!next || next === entry) continue
    entries.set(next.id, next)
    moved.add(next.id)
  }
  await load([...moved].flatMap((id) => tookOut(entries.get(id))))
  for (const gone of [...moved].flatMap((id) => entries.get(tookOut(entries.get(id))[0] ?? '') ?? [])) {
    if (!isUnsent(gone)) continue
    entries.set(gone.id, { ...gone, state: 'withdrawn', rejection: null })
    moved.add(gone.id)
  }
  await load([...moved].flatMap((id) => entries.get(id)?.meta.undoOf ?? []))
  for (const id of moved) {
    const undo = entries.get(id)
    const original = entries.get(undo?.meta.undoOf ?? '')
    if (undo && original) entries.set(original.id, takeBack(original, undo, hearing.isQuiet))
  }
  return [...entries.values()]
}
