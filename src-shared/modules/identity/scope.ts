import type { BuiltinRole } from '../../kernel/permission.ts'
import { builtinRoles } from '../../kernel/permission.ts'
import type { ScopeRule, ScopeRules } from '../../kernel/scope.ts'

const everyone = (rule: ScopeRule): Partial<Record<BuiltinRole, ScopeRule>> =>
  Object.fromEntries(builtinRoles.map((role) => [role, rule]))

/** Names of people, roles and desks are held by every desk (identity.md section 2.1). */
export const scope: ScopeRules = {
  tenants: everyone('all'),
  users: everyone('all'),
  roles: everyone('all'),
  user_roles: everyone('all'),
  desks: everyone('all'),
}
