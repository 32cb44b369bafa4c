import type { ScopeRule, ScopeRules, TableScope } from '../../kernel/scope.ts'

/** A role not named holds what ID-R45 says: membership_admin what managers hold, editor what viewers hold. */
const scoped = (desk: ScopeRule, field: ScopeRule, viewer: ScopeRule, member: ScopeRule): TableScope => ({
  owner: desk,
  admin: desk,
  manager: desk,
  frontdesk: desk,
  field,
  viewer,
  member,
})

/** Members who are gone stay this long; settled charges too. */
const twoYears = 730
/** Memberships stay this long after their last day. */
const recent = 400

const members: ScopeRule = {
  any: [
    { column: 'status', in: ['ACTIVE', 'SUSPENDED'] },
    { column: 'updated_at', sinceDays: twoYears },
  ],
}
const self: ScopeRule = { any: [{ column: 'user_id', isUser: true }] }
const ofMember: ScopeRule = { follows: 'members', by: 'member_id' }
const memberships: ScopeRule = { any: [{ column: 'ends_on', sinceDays: recent }] }
const ofMembership: ScopeRule = { follows: 'memberships', by: 'membership_id' }
const charges: ScopeRule = {
  any: [
    { column: 'state', in: ['due'] },
    { column: 'settled_at', sinceDays: twoYears },
  ],
}
const plansOnOffer: ScopeRule = { any: [{ column: 'status', in: ['ACTIVE'] }] }
const ofPlan: ScopeRule = { follows: 'membership_plans', by: 'plan_id' }

/** What a desk holds of each table (memberships.md section 2). The floor and viewers hold no contacts and no money. */
export const scope: ScopeRules = {
  membership_settings: scoped('all', 'all', 'all', 'all'),
  membership_plans: scoped('all', 'all', 'all', plansOnOffer),
  membership_plan_versions: scoped('all', 'all', 'all', ofPlan),
  members: scoped(members, members, members, self),
  member_contacts: scoped(ofMember, 'none', 'none', ofMember),
  memberships: scoped(memberships, memberships, memberships, ofMember),
  membership_periods: scoped(ofMembership, 'none', 'none', ofMembership),
  membership_freezes: scoped(ofMembership, ofMembership, ofMembership, ofMembership),
  membership_charges: scoped(charges, 'none', 'none', ofMember),
}
