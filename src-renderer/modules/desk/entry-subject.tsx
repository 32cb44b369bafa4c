import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Json } from '../../../src-shared/kernel/json.ts'
import { settlementNumber } from '../../../src-shared/modules/memberships/charge-rules.ts'
import { useFormat } from '../../i18n/format.ts'
import type { JournalEntry } from '../../journal/entry.ts'
import classes from './entry-subject.module.css'
import { HolderOf, MemberName, SlotNumber } from './subject-names.tsx'

/** What inputs and outcomes say of whom and what they are about; the rest of them is left unread. */
const about = z
  .object({
    slotNumbers: z.array(z.string()),
    slotIds: z.array(z.uuid()),
    slotId: z.uuid(),
    quantity: z.int(),
    memberId: z.uuid(),
    toMemberId: z.uuid(),
    membershipId: z.uuid(),
    givenName: z.string(),
    familyName: z.string(),
    label: z.string(),
    description: z.string(),
    name: z.string(),
    settlementId: z.uuid(),
  })
  .partial()
type About = z.infer<typeof about>

const aboutOf = (json: Json | null): About => about.safeParse(json).data ?? {}
const pickOf = (input: Json): About => z.object({ pick: about }).partial().safeParse(input).data?.pick ?? {}

/** Numbers of slots, as many as can be taken in at a glance. */
const fewest = 4

/** What of an entry says what it is about. */
export const aboutEntry = ({ input, outcome, serverOutcome }: JournalEntry) => ({
  input,
  outcome: serverOutcome ?? outcome,
})

/** Whom and what an entry is about, in a few words: the slots, the person, the plant. */
export function EntrySubject({ about: { input: asked, outcome } }: { about: { input: Json; outcome: Json | null } }) {
  const input = { ...pickOf(asked), ...aboutOf(asked) }
  const told = aboutOf(outcome)
  const parts = [
    <Slots key="slots" input={input} numbers={told.slotNumbers ?? []} />,
    <Person key="person" input={input} />,
    input.settlementId ? <Receipt key="receipt" settlementId={input.settlementId} /> : undefined,
    input.label ?? input.name ?? input.description,
  ].filter((part) => part !== undefined)
  return parts.map((part, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one entry never change places
    <span key={n} className={classes.part}>
      {part}
    </span>
  ))
}

function Slots({ input, numbers }: { input: About; numbers: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const few = numbers.slice(0, fewest)
  const more = numbers.length - few.length
  if (more > 0) return t('entry.slots_and_more', { slots: few.join(', '), count: more })
  if (few.length > 0) return format.list(few)
  const ids = input.slotIds ?? (input.slotId ? [input.slotId] : [])
  if (ids.length === 1) return <SlotNumber slotId={ids[0] ?? ''} />
  const count = input.quantity ?? ids.length
  return count > 0 ? t('entry.slots', { count }) : null
}

/** The number that the receipt of a settlement bears. */
function Receipt({ settlementId }: { settlementId: string }): ReactNode {
  const { t } = useTranslation()
  return t('membership.receipt', { number: settlementNumber(settlementId) })
}

function Person({ input }: { input: About }): ReactNode {
  const name = [input.givenName, input.familyName].filter(Boolean).join(' ')
  if (name) return name
  const memberId = input.toMemberId ?? input.memberId
  if (memberId) return <MemberName memberId={memberId} />
  return input.membershipId ? <HolderOf membershipId={input.membershipId} /> : null
}
