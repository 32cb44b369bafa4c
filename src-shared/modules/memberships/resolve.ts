import { addDays } from '../../kernel/calendar.ts'
import type { Resolved, Resolver, SearchContext } from '../../kernel/search.ts'
import { type Person, people } from './member-rows.ts'
import { effectiveStatus } from './rules.ts'
import { shownMember } from './search-members.ts'
import { byCode } from './search-tiers.ts'

/** The day on which what stood for the member ended, where it did. */
function endOf({ current, settings }: Person, { today }: SearchContext): string | null {
  if (!current) return null
  const status = effectiveStatus(current, today, settings.auto_renew_grace_days)
  const { ends_on, cancelled_on } = current
  if (status === 'expired') return ends_on
  if (status !== 'cancelled') return null
  return cancelled_on === null || cancelled_on > ends_on ? ends_on : addDays(cancelled_on, -1)
}

async function resolvedMembers(context: SearchContext, ids: readonly string[]): Promise<Resolved[]> {
  const members = await people(context, ids)
  return members
    .filter(({ member }) => context.reach === 'tenant' || member.user_id === context.actor.userId)
    .map((person) => ({ ...shownMember(person, context), ended: endOf(person, context) }))
}

/** Crockford base 32, four and four: what is printed on cards. */
const cardCode = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/i

/** DX-R23: a member, by the QR or the code of their card, or the number an older system gave them. */
export const memberResolver: Resolver = {
  kind: 'member',
  permission: 'member_view',
  own: true,
  form: 'card',
  looksLike: (code) => cardCode.test(code),
  byId: async (context, id) => (await resolvedMembers(context, [id]))[0] ?? null,
  async byCode(context, code) {
    const found = await byCode({ db: context.db, onlyUserId: null }, code)
    const ids = found.map(({ id }) => id)
    return resolvedMembers(context, ids)
  },
}

/** DX-R23: a membership, by its own QR: its member. */
export const membershipResolver: Resolver = {
  kind: 'membership',
  permission: 'membership_view',
  own: true,
  form: null,
  looksLike: () => false,
  async byId(context, id) {
    const membership = await context.db
      .selectFrom('memberships')
      .select('member_id')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    const [member] = membership ? await resolvedMembers(context, [membership.member_id]) : []
    return member ? { ...member, id, within: member.id } : null
  },
  byCode: async () => [],
}
