import type { BuiltinRole } from '../../kernel/permission.ts'
import type { ScopeRule, ScopeRules, TableScope } from '../../kernel/scope.ts'

const everyone = (rule: ScopeRule): Record<BuiltinRole, ScopeRule> => ({
  ...{ owner: rule, admin: rule, manager: rule, user_manager: rule, frontdesk: rule, field: rule, editor: rule },
  ...{ viewer: rule, member: rule, membership_admin: rule, plant_slot_admin: rule },
})

/**
 * Staff share desks, and whoever takes over must not wait for a first sync: a desk holds what is its people's, and
 * the queries show each person their own. Members hold nothing but their own.
 */
const staffAndOwn = (staff: ScopeRule, ...columns: string[]): TableScope => ({
  ...everyone(staff),
  member: { any: columns.map((column) => ({ column, isUser: true as const })) },
})

/** Closed items stay this long (days). */
const closedFor = 90
const attention: ScopeRule = {
  any: [
    { column: 'state', in: ['open', 'snoozed'] },
    { column: 'updated_at', sinceDays: closedFor },
  ],
}

/** What a desk holds of what people are told and how they like to work (desk-ux.md section 2.1). */
export const scope: ScopeRules = {
  attention_items: staffAndOwn(attention, 'actor_user_id', 'assigned_to'),
  saved_views: staffAndOwn('all', 'owner_user_id'),
  user_preferences: staffAndOwn('all', 'user_id'),
  print_templates: everyone('all'),
  tenant_looks: everyone('all'),
}
