import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { member } from '../../../src-shared/modules/memberships/member-queries.ts'
import { useWatch } from '../../desk/hooks.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { JournalEntry } from '../../journal/entry.ts'

/** What inputs and outcomes say of whom and what they are about; the rest of them is left unread. */
const about = z
  .object({
    slotNumbers: z.array(z.string()),
    number: z.string(),
    memberId: z.uuid(),
    toMemberId: z.uuid(),
    givenName: z.string(),
    familyName: z.string(),
    label: z.string(),
    description: z.string(),
    quantity: z.int(),
    slotIds: z.array(z.string()),
  })
  .partial()
type About = z.infer<typeof about>

const aboutOf = (json: Json | null): About => about.safeParse(json).data ?? {}

const pickOf = (input: Json): About => {
  const nested = z.object({ pick: about }).partial().safeParse(input)
  return nested.data?.pick ?? {}
}

/** Numbers of slots, as many as can be taken in at a glance. */
const fewest = 4

/** Whom and what an entry is about, in a few words: the slots it took, the person, the plant. */
export function EntrySubject({ entry }: { entry: JournalEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const input = { ...pickOf(entry.input), ...aboutOf(entry.input) }
  const told = aboutOf(entry.serverOutcome ?? entry.outcome)
  const numbers = told.slotNumbers ?? (input.number ? [input.number] : [])
  const few = numbers.slice(0, fewest)
  const more = numbers.length - few.length
  const name = [input.givenName, input.familyName].filter(Boolean).join(' ')
  const asked = input.quantity ?? input.slotIds?.length
  const parts: React.ReactNode[] = []
  if (few.length > 0) {
    parts.push(more > 0 ? t('entry.slots_and_more', { slots: few.join(', '), count: more }) : format.list(few))
  } else if (asked) parts.push(t('entry.slots', { count: asked }))
  if (name) parts.push(name)
  else if (input.toMemberId ?? input.memberId) {
    parts.push(<MemberName key="member" memberId={input.toMemberId ?? input.memberId ?? ''} />)
  }
  if (input.label ?? input.description) parts.push(input.label ?? input.description)
  return parts.map((part, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change places
    <span key={n}>
      {n > 0 && ' · '}
      {part}
    </span>
  ))
}

/** A member's name by id; nothing while it is on its way, or out of reach. */
export function MemberName({ memberId }: { memberId: string }) {
  const { value } = useWatch(member, { memberId }, memberId)
  return value?.name ?? ''
}
