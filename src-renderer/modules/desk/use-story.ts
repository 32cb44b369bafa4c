import { useEffect, useState } from 'react'
import { member } from '../../../src-shared/modules/memberships/member-queries.ts'
import { useHere } from '../../app/desk-status.tsx'
import { useDesk, useWatch } from '../../desk/hooks.tsx'
import type { JournalEntry } from '../../journal/entry.ts'
import { isAbout } from './story-subject.ts'

/** Entries read at once, and in how many steps the past is looked through. */
const pageSize = 200
const pages = 20

/**
 * All commands of this desk on a row, newest first (scenario 67), as far as the last 4,000 of its journal tell; live.
 * Undefined until they have been read.
 */
export function useStory(subjectId: string, isMember: boolean): readonly JournalEntry[] | undefined {
  const { journal } = useDesk()
  const tenantId = useHere().tenant?.id ?? ''
  const memberships = useWatch(member, isMember ? { memberId: subjectId } : null, subjectId).value?.memberships
  const asked = [subjectId, ...(memberships ?? []).map(({ id }) => id)].join()
  const [story, setStory] = useState<readonly JournalEntry[]>()
  useEffect(() => {
    const ids = asked.split(',')
    let gone = false
    const read = async (): Promise<void> => {
      const found: JournalEntry[] = []
      let before: number | undefined
      for (let n = 0; n < pages; n += 1) {
        const page = await journal.page({ tenantId, ...(before === undefined ? {} : { before }), limit: pageSize })
        found.push(...page.filter((entry) => isAbout(entry, ids)))
        before = page.at(-1)?.order
        if (page.length < pageSize) break
      }
      if (!gone) setStory(found)
    }
    const readAgain = () => void read().catch(() => gone || setStory([]))
    readAgain()
    const written = journal.written.subscribe((entries) => {
      if (entries.some((entry) => isAbout(entry, ids))) readAgain()
    })
    return () => {
      gone = true
      written.unsubscribe()
    }
  }, [journal, tenantId, asked])
  return story
}
