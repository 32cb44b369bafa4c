import type { Progress } from '../../src-main/desk/api/desk-api.ts'
import { advance, type Hearing, resolve } from './advance.ts'
import type { JournalEntry } from './entry.ts'

/**
 * The entries that the desk's news are about, and those they were offered as alternatives for, as they are then. News
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
  await load([...moved].flatMap((id) => entries.get(id)?.meta.resolves ?? []))
  for (const id of moved) {
    const alternative = entries.get(id)
    const original = entries.get(alternative?.meta.resolves ?? '')
    if (!alternative || !original) continue
    const both = resolve(original, alternative, hearing.now)
    entries.set(original.id, both.original)
    entries.set(alternative.id, both.alternative)
  }
  return [...entries.values()]
}
