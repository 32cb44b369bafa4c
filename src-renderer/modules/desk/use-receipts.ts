import { useCallback, useEffect, useRef, useState } from 'react'
import { useHere } from '../../app/desk-status.tsx'
import { useDesk } from '../../desk/hooks.tsx'
import type { JournalEntry } from '../../journal/entry.ts'

/** Entries read at once. */
const pageSize = 200
/** The next page is read when so few rows are left below. */
const ahead = 40

const newestFirst = (entries: Iterable<JournalEntry>): JournalEntry[] => [...entries].sort((a, b) => b.order - a.order)

/** The journal as far as somebody has scrolled, live; undefined until its first page has been read. */
export function useReceipts(): {
  entries: readonly JournalEntry[] | undefined
  onVisible(first: number, last: number): void
} {
  const { journal } = useDesk()
  const tenantId = useHere().tenant?.id ?? ''
  const [entries, setEntries] = useState<readonly JournalEntry[]>()
  const reading = useRef(false)
  const whole = useRef(false)

  const read = useCallback(
    async (before?: number) => {
      if (reading.current || whole.current) return
      reading.current = true
      const page = await journal
        .page({ tenantId, ...(before === undefined ? {} : { before }), limit: pageSize })
        .catch(() => [])
      reading.current = false
      whole.current = page.length < pageSize
      setEntries((known = []) => newestFirst(new Map([...known, ...page].map((entry) => [entry.id, entry])).values()))
    },
    [journal, tenantId],
  )
  useEffect(() => {
    void read()
    const written = journal.written.subscribe((all) => {
      const news = all.filter((entry) => entry.tenantId === tenantId)
      setEntries(
        (known) => known && newestFirst(new Map([...known, ...news].map((entry) => [entry.id, entry])).values()),
      )
    })
    return () => written.unsubscribe()
  }, [journal, tenantId, read])

  const oldest = entries?.[entries.length - 1]?.order
  const count = entries?.length ?? 0
  const onVisible = useCallback(
    (_first: number, last: number) => {
      if (last > count - ahead && oldest !== undefined) void read(oldest)
    },
    [count, oldest, read],
  )
  return { entries, onVisible }
}
