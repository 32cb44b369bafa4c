import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { asJson } from '../../../../src-shared/kernel/json.ts'
import { useDesk, useStatus } from '../../../desk/hooks.tsx'
import type { JournalEntry } from '../../../journal/entry.ts'
import { type OpenedWork, openedWork } from './open-work.ts'

const kept = z.object({ works: z.array(openedWork) })
const form = 'desk.rescue'

/** The saved work that this person has opened here; it is kept over a restart until they are done with it. */
export function useOpenedWork(): {
  /** Undefined while it is being read. */
  works: readonly OpenedWork[] | undefined
  keep(works: readonly OpenedWork[]): void
} {
  const { drafts } = useDesk()
  const author = useStatus().status?.user?.id
  const [works, setWorks] = useState<readonly OpenedWork[]>()
  useEffect(() => {
    if (!author) return
    let here = true
    const read = (values: unknown) => here && setWorks(kept.safeParse(values).data?.works ?? [])
    drafts.find(author, form).then(
      (draft) => read(draft?.values),
      () => read(null),
    )
    return () => {
      here = false
    }
  }, [drafts, author])
  const keep = useCallback(
    (next: readonly OpenedWork[]) => {
      setWorks(next)
      if (author) void drafts.keep(author, form, asJson({ works: next })).catch(() => {})
    },
    [drafts, author],
  )
  return { works, keep }
}

/** Of these commands those that stand in the journal of this machine: taken over, or given here to begin with. */
export function useOwnEntries(ids: readonly string[]): ReadonlyMap<string, JournalEntry> {
  const { journal } = useDesk()
  const [own, setOwn] = useState<ReadonlyMap<string, JournalEntry>>(new Map())
  const asked = ids.join(' ')
  useEffect(() => {
    const wanted = new Set(asked.split(' ').filter(Boolean))
    const add = (entries: readonly JournalEntry[]) =>
      setOwn((before) => new Map([...before, ...entries.map((entry) => [entry.id, entry] as const)]))
    const written = journal.written.subscribe((entries) => {
      const news = entries.filter(({ id }) => wanted.has(id))
      if (news.length > 0) add(news)
    })
    for (const id of wanted) {
      journal.entry(id).then(
        (entry) => entry && add([entry]),
        () => {},
      )
    }
    return () => written.unsubscribe()
  }, [journal, asked])
  return own
}
