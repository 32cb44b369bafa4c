import type { BuiltinRole } from './permission.ts'

/**
 * Which rows of a table a desk holds, as data (`sync.md` section 2). `any` is an OR of terms over the row's own
 * columns; `follows` holds a row because its parent is held.
 */
export type ScopeRule =
  | 'all'
  | 'none'
  | { any: readonly ScopeTerm[] }
  | { follows: string; by: string; parentKey?: string }

/** One condition on a row's own columns. */
export type ScopeTerm =
  | { column: string; in: readonly string[] }
  | { column: string; isNull: true }
  /** A day or instant column no older than `days` before the tenant's day. */
  | { column: string; sinceDays: number }
  /** The column holds the id of the user whose desk it is. */
  | { column: string; isUser: true }

/** The scope rules of one table, per role; a role not named holds what `inheritedRole` says. */
export type TableScope = Partial<Record<BuiltinRole, ScopeRule>>

/** Scope rules of a module's synced tables. */
export type ScopeRules = Record<string, TableScope>

/** Where a role has no column in a scope table (ID-R45): whose column it reads. */
const inheritedRole: Partial<Record<BuiltinRole, BuiltinRole>> = {
  owner: 'manager',
  admin: 'manager',
  membership_admin: 'manager',
  plant_slot_admin: 'manager',
  editor: 'viewer',
}

/** What a role holds of a table. */
export function scopeOfRole(table: TableScope, role: BuiltinRole): ScopeRule {
  const own = table[role]
  if (own !== undefined) return own
  const from = inheritedRole[role]
  return from ? scopeOfRole(table, from) : 'none'
}

/** What people with several roles hold: the union. A wider `any` absorbs equal terms; `all` absorbs everything. */
export function unionOfScopes(rules: readonly ScopeRule[]): ScopeRule[] {
  if (rules.includes('all')) return ['all']
  const held = rules.filter((rule) => rule !== 'none')
  const seen = new Map(held.map((rule) => [JSON.stringify(rule), rule]))
  return [...seen.values()]
}
