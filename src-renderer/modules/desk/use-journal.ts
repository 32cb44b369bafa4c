import { useCallback, useEffect, useRef, useState } from 'react'
import { useHere } from '../../app/desk-status.tsx'
import { useDesk } from '../../desk/hooks.tsx'
import type { JournalEntry } from '../../journal/entry.ts'
import { type JournalFilter, matches } from './journal-filters.ts'

/** Entries shown at once, and read at once from the disk. */
const pageSize = 100
/** The next page is read when so few rows are left below. */
const ahead = 40

interface Read {
  /** Which question these answer. */
  question: string
  entries: readonly JournalEntry[]
  /** The oldest entry that was looked at; null where all were. */
  before: number | undefined | null
}

const newestFirst = (one: readonly JournalEntry[], more: readonly JournalEntry[]): JournalEntry[] =>
  [...new Map([...one, ...more].map((entry) => [entry.id, entry])).values()].sort((a, b) => b.order - a.order)

/**
 * The journal of this machine as far as somebody has scrolled, newest first, live; undefined until its first page has
 * been read. `question` names the filter: another one begins anew.
 */
export function useJournal(
  question: string,
  filter: JournalFilter,
): { entries: readonly JournalEntry[] | undefined; onVisible(first: number, last: number): void } {
  const { journal } = useDesk()
  const tenantId = useHere().tenant?.id ?? ''
  const [read, setRead] = useState<Read | null>(null)
  const newest = useRef({ filter, question })
  newest.current = { filter, question }
  const reading = useRef('')

  const readOn = useCallback(
    async (known: Read) => {
      if (known.before === null || reading.current === known.question) return
      reading.current = known.question
      const found: JournalEntry[] = []
      let before: Read['before'] = known.before
      while (found.length < pageSize && before !== null && newest.current.question === known.question) {
        const page: JournalEntry[] = await journal
          .page({ tenantId, ...(before === undefined ? {} : { before }), limit: pageSize })
          .catch(() => [])
        found.push(...page.filter((entry) => matches(entry, newest.current.filter)))
        before = page.length < pageSize ? null : (page.at(-1)?.order ?? null)
      }
      if (reading.current === known.question) reading.current = ''
      setRead((now) => {
        if (newest.current.question !== known.question) return now
        const held = now?.question === known.question ? now.entries : []
        return { question: known.question, entries: newestFirst(held, found), before }
      })
    },
    [journal, tenantId],
  )
  useEffect(() => {
    reading.current = ''
    void readOn({ question, entries: [], before: undefined })
  }, [question, readOn])
  useEffect(() => {
    const written = journal.written.subscribe((all) => {
      const own = all.filter((entry) => entry.tenantId === tenantId)
      setRead((now) => now && { ...now, entries: rewritten(now.entries, own, newest.current.filter) })
    })
    return () => written.unsubscribe()
  }, [journal, tenantId])

  const current = read?.question === question ? read : null
  const count = current?.entries.length ?? 0
  const onVisible = useCallback(
    (_first: number, last: number) => {
      if (current && last > count - ahead) void readOn(current)
    },
    [count, current, readOn],
  )
  return { entries: current?.entries, onVisible }
}

/** With news in it: what no longer matches is gone, what matches now is there. */
function rewritten(
  known: readonly JournalEntry[],
  news: readonly JournalEntry[],
  filter: JournalFilter,
): JournalEntry[] {
  const gone = new Set(news.map(({ id }) => id))
  const kept = known.filter(({ id }) => !gone.has(id))
  return newestFirst(
    kept,
    news.filter((entry) => matches(entry, filter)),
  )
}
