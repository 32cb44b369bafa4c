import type { BuiltinRole } from '../../kernel/permission.ts'
import { builtinRoles } from '../../kernel/permission.ts'
import type { ScopeRule, ScopeRules } from '../../kernel/scope.ts'

const staff = (rule: ScopeRule): Partial<Record<BuiltinRole, ScopeRule>> => ({
  ...Object.fromEntries(builtinRoles.map((role) => [role, rule])),
  member: 'none',
})

/** Every desk of staff holds all leases, since what others hold matters; members hold none (PL-R41). */
export const scope: ScopeRules = {
  capacity_leases: staff('all'),
}
