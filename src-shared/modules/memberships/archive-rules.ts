import type { Day } from '../../kernel/calendar.ts'
import { type Alternative, type Language, languages, type Rejection, rejection } from '../../kernel/rejection.ts'
import { compareText, effectiveStatus, lastCoveredDay, type MembershipState } from './rules.ts'

/** A membership of somebody who is to be archived. */
export type HeldState = MembershipState & { id: string }

const reasons: Record<Language, string> = {
  en: 'The member leaves.',
  es: 'El socio se da de baja.',
  ko: '회원 탈퇴.',
  tr: 'Üye ayrılıyor.',
}

/** Why a membership is cancelled whose member is to be archived, in the tenant's language. */
export const archivedText = (locale: string): string =>
  reasons[languages.find((language) => language === locale) ?? 'en']

/**
 * MB-R63: a member with a membership in force, scheduled or frozen is not archived. `cancel` is the way to end that
 * one today; there is none where it is cancelled for a later day already, which has to come first.
 */
export function archiveRefusal(
  memberships: readonly HeldState[],
  today: Day,
  graceDays: number,
  cancel: (held: HeldState) => Alternative[],
): Rejection | null {
  const held = memberships
    .filter((membership) => !['expired', 'cancelled'].includes(effectiveStatus(membership, today, graceDays)))
    .sort((a, b) => compareText(a.starts_on, b.starts_on) || compareText(a.id, b.id))
  const [first] = held
  if (!first) return null
  const alternatives = first.cancelled_on === null ? cancel(first) : []
  const params = { membershipId: first.id, endsOn: lastCoveredDay(first) }
  return rejection('member_has_active_membership', params, { rule: 'MB-R63', alternatives })
}
