import type { Selectable } from 'kysely'
import type { Day } from '../../kernel/calendar.ts'
import { type Alternative, type Rejection, rejection } from '../../kernel/rejection.ts'
import type { MemberContacts, Members } from '../../schema/row-types.ts'
import type { LivePeriod } from './sale-rules.ts'
import { memberSteps } from './transitions.ts'

/** One of two records of the same person. */
export type Twin = Pick<Selectable<Members>, 'id' | 'status' | 'merged_into_id'>

/** How a person is reached, as it moves from one record to the other. */
export type Contact = Pick<
  Selectable<MemberContacts>,
  'email' | 'email_key' | 'phone' | 'phone_e164' | 'phone_tail' | 'birth_on' | 'address' | 'notes'
>

/** Two memberships that cannot be one person's: on these days both count. */
export type OverlappingPair = { winnerMembershipId: string; loserMembershipId: string; from: Day; to: Day }

const mostPairs = 20

/** MB-R64: the days on which both records have a live period, the earliest first. */
export function overlappingPairs(winner: readonly LivePeriod[], loser: readonly LivePeriod[]): OverlappingPair[] {
  const pairs = winner.flatMap((one) =>
    loser.flatMap((other) => {
      const from = one.starts_on > other.starts_on ? one.starts_on : other.starts_on
      const to = one.ends_on < other.ends_on ? one.ends_on : other.ends_on
      return from > to
        ? []
        : [{ winnerMembershipId: one.membership_id, loserMembershipId: other.membership_id, from, to }]
    }),
  )
  return pairs.sort((a, b) => (a.from < b.from ? -1 : 1)).slice(0, mostPairs)
}

/** The same merge of other records, as a way out. */
type Retry = (label: string, changes: { winnerId: string; loserId: string }) => Alternative

/** That a record was merged before; the one it went into takes its place. */
function mergedRefusal({ status, merged_into_id }: Twin, instead: (intoId: string) => Alternative[]): Rejection | null {
  if (memberSteps[status].merge !== 'no') return null
  const alternatives = merged_into_id === null ? [] : instead(merged_into_id)
  return rejection('member_merged', { intoMemberId: merged_into_id }, { rule: 'MB-R64', alternatives })
}

/**
 * MB-R64: why one record does not go into another, or null where it does. Who is still a member does not go into an
 * archived record; the other way round does.
 */
export function mergeRefusal(
  { winner, loser }: { winner: Twin; loser: Twin },
  pairs: readonly OverlappingPair[],
  retry: Retry,
): Rejection | null {
  const merged =
    mergedRefusal(loser, () => []) ??
    mergedRefusal(winner, (intoId) =>
      intoId === loser.id ? [] : [retry('merge_into_that_one', { winnerId: intoId, loserId: loser.id })],
    )
  if (merged) return merged
  if (winner.status === 'ARCHIVED' && loser.status !== 'ARCHIVED') {
    const alternatives = [retry('merge_the_other_way', { winnerId: loser.id, loserId: winner.id })]
    return rejection('member_not_active', { status: winner.status }, { rule: 'MB-R64', alternatives })
  }
  return pairs.length > 0 ? rejection('member_merge_overlap', { pairs: [...pairs] }, { rule: 'MB-R64' }) : null
}

/** MB-R64: of the loser's contact what the winner lacks; a telephone moves with its keys. */
export function lackingContact(winner: Contact | undefined, loser: Contact | undefined): Partial<Contact> {
  if (!loser) return {}
  const lacks = (field: keyof Contact): boolean => loser[field] !== null && (winner?.[field] ?? null) === null
  const { email, email_key, phone, phone_e164, phone_tail, birth_on, address, notes } = loser
  return {
    ...(lacks('email') ? { email, email_key } : {}),
    ...(lacks('phone') ? { phone, phone_e164, phone_tail } : {}),
    ...(lacks('birth_on') ? { birth_on } : {}),
    ...(lacks('address') ? { address } : {}),
    ...(lacks('notes') ? { notes } : {}),
  }
}
