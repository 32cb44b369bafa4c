import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '../kernel/calendar.ts'
import type { Domain } from '../kernel/domain.ts'
import { naturalId } from '../kernel/id.ts'
import { type BuiltinRole, builtinRoles } from '../kernel/permission.ts'
import { type ScopeRule, type ScopeTerm, scopeOfRole, unionOfScopes } from '../kernel/scope.ts'

/** What one person's desk holds, table by table; parents stand before children. */
export interface Scope {
  /** Names this set of rules in a cursor: another set is another scope (SY-14). */
  number: string
  userId: string
  /** Per synced table, rules of which any suffices; an empty list holds nothing. */
  tables: ReadonlyMap<string, readonly ScopeRule[]>
}

/** The scope of a person with these roles: the union of what each role holds. */
export function scopeOf(domain: Domain, roles: readonly string[], userId: string): Scope {
  const held = builtinRoles.filter((role: BuiltinRole) => roles.includes(role))
  const tables = new Map(
    Object.entries(domain.scope).map(([table, perRole]) => [
      table,
      unionOfScopes(held.map((role) => scopeOfRole(perRole, role))),
    ]),
  )
  const rules = JSON.stringify([...tables])
  const own = rules.includes('"isUser"') ? userId : ''
  return { number: naturalId('00000000-0000-0000-0000-000000000000', 'scope', rules + own), userId, tables }
}

type Condition = RawBuilder<boolean>
const yes: Condition = sql<boolean>`true`
const no: Condition = sql<boolean>`false`
const either = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? no : sql<boolean>`(${sql.join(conditions, sql` or `)})`
const both = (conditions: Condition[]): Condition => sql<boolean>`(${sql.join(conditions, sql` and `)})`

const firstDay = (day: Day, days: number): Day => addDays(day, -days)

const termHolds = (scope: Scope, table: string, term: ScopeTerm, day: Day): Condition => {
  const column = sql.ref(`${table}.${term.column}`)
  if ('in' in term) return sql<boolean>`${column} in (${sql.join(term.in)})`
  if ('isNull' in term) return sql<boolean>`${column} is null`
  if ('isUser' in term) return sql<boolean>`${column} = ${scope.userId}::uuid`
  return sql<boolean>`${column} >= ${firstDay(day, term.sinceDays)}::date`
}

/**
 * `P(row, day)`: whether a desk holds a row on a day. Asked alike on the server, which sends by it, and on the desk,
 * which prunes by it. The table must appear under its own name.
 */
export function holds(scope: Scope, table: string, day: Day): Condition {
  return either((scope.tables.get(table) ?? []).map((rule) => ruleHolds(scope, table, rule, day)))
}

function ruleHolds(scope: Scope, table: string, rule: ScopeRule, day: Day): Condition {
  if (rule === 'all') return yes
  if (rule === 'none') return no
  if ('any' in rule) return either(rule.any.map((term) => termHolds(scope, table, term, day)))
  const parent = sql.table(rule.follows)
  const key = sql.ref(`${rule.follows}.${rule.parentKey ?? 'id'}`)
  return sql<boolean>`exists (
    select 1 from ${parent} where ${key} = ${sql.ref(`${table}.${rule.by}`)}
      and ${sql.ref(`${rule.follows}.deleted_at`)} is null and ${holds(scope, rule.follows, day)})`
}

/** Since when a desk knows: its version and the day under which it read. */
export interface Since {
  version: number
  day: Day
}

/**
 * The reasons for which a pull sends a row, or its end: it was written (*changed*), the day let it in (*entered*), or
 * a parent was sent (*following*). Each is a condition of its own, so that each can use an index.
 */
export function reasons(scope: Scope, table: string, since: Since, day: Day): Condition[] {
  const version = sql.ref(`${table}.row_version`)
  const rules = scope.tables.get(table) ?? []
  const edges = rules.flatMap((rule) => entered(scope, table, rule, since.day, day))
  const parents = rules.flatMap((rule) => following(scope, table, rule, since, day))
  return [sql<boolean>`${version} > ${since.version}`, ...edges, ...parents]
}

/** Rows between the old and the new edge of a window; only a day that went back lets rows in at this edge. */
function entered(scope: Scope, table: string, rule: ScopeRule, before: Day, day: Day): Condition[] {
  if (typeof rule === 'string' || !('any' in rule) || day >= before) return []
  return rule.any.flatMap((term) => {
    if (!('sinceDays' in term)) return []
    const column = sql.ref(`${table}.${term.column}`)
    const [newEdge, oldEdge] = [firstDay(day, term.sinceDays), firstDay(before, term.sinceDays)]
    const between = sql<boolean>`${column} >= ${newEdge}::date and ${column} < ${oldEdge}::date`
    return [both([between, sql<boolean>`not ${holds(scope, table, before)}`])]
  })
}

function following(scope: Scope, table: string, rule: ScopeRule, since: Since, day: Day): Condition[] {
  if (typeof rule === 'string' || !('follows' in rule)) return []
  const key = sql.ref(`${rule.follows}.${rule.parentKey ?? 'id'}`)
  return reasons(scope, rule.follows, since, day).map(
    (reason) => sql<boolean>`${sql.ref(`${table}.${rule.by}`)} in (
      select ${key} from ${sql.table(rule.follows)} where ${reason})`,
  )
}

/** Tables from which the mere passing of a day, or the leaving of a parent, takes rows. */
export const prunable = (scope: Scope): string[] =>
  [...scope.tables].filter(([, rules]) => rules.length > 0 && !rules.includes('all')).map(([table]) => table)
