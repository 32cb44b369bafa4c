import type { Command } from './command.ts'
import type { Importer } from './importer.ts'
import type { LeaseKind } from './lease.ts'
import type { Module } from './module.ts'
import { type BuiltinRole, builtinGrants, type Grant, type PermissionMatrix } from './permission.ts'
import type { Query } from './query.ts'
import type { Reaction } from './reaction.ts'
import type { LabelCatalogue, RejectionCatalogue } from './rejection.ts'
import type { Schedule } from './schedule.ts'
import type { ScopeRules } from './scope.ts'
import type { Findable } from './search.ts'
import { sharedRejections } from './shared-rejections.ts'

/** All modules as one: what runners, servers and desks look things up in. */
export interface Domain extends Findable {
  commands: ReadonlyMap<string, Command>
  queries: ReadonlyMap<string, Query>
  /** Per fact, in the order of the module list, with the outcome name of the reacting module. */
  reactions: ReadonlyMap<string, readonly { module: string; reaction: Reaction }[]>
  rejections: RejectionCatalogue
  labels: LabelCatalogue
  permissions: PermissionMatrix
  scope: ScopeRules
  constraints: ReadonlyMap<string, string>
  schedules: ReadonlyMap<string, Schedule>
  importers: ReadonlyMap<string, Importer>
  leaseKinds: ReadonlyMap<string, LeaseKind>
  /** See `Module.settle`. */
  settle: NonNullable<Module['settle']>
  grantsOf(role: BuiltinRole): readonly Grant[]
}

/** A module's name as a field of an outcome: `plant-slots` → `plantSlots`. */
const outcomeName = (module: string): string => module.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function unique<T>(what: string, entries: readonly (readonly [string, T])[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`Two modules register the ${what} ${name}`)
    map.set(name, value)
  }
  return map
}

/** A fact that leads back to itself would never end; the first circle found throws. */
function refuseCircles(reactions: Domain['reactions']): void {
  const visit = (fact: string, path: readonly string[]): void => {
    if (path.includes(fact)) throw new Error(`Facts go round in a circle: ${[...path, fact].join(' → ')}`)
    for (const { reaction } of reactions.get(fact) ?? []) {
      for (const next of reaction.announces) visit(next, [...path, fact])
    }
  }
  for (const fact of reactions.keys()) visit(fact, [])
}

/** Joins modules into a domain; a name used twice, or facts in a circle, throw at start. */
export function assemble(modules: readonly Module[]): Domain {
  const all = <T>(what: string, entries: (module: Module) => readonly (readonly [string, T])[]) =>
    unique(what, modules.flatMap(entries))
  const reactions = new Map<string, { module: string; reaction: Reaction }[]>()
  for (const module of modules) {
    for (const reaction of module.reactions) {
      const entry = { module: outcomeName(module.name), reaction }
      reactions.set(reaction.fact, [...(reactions.get(reaction.fact) ?? []), entry])
    }
  }
  refuseCircles(reactions)
  const permissions = Object.fromEntries(all('permission', (module) => Object.entries(module.permissions)))
  const grants = new Map<BuiltinRole, Grant[]>()
  const [settle, another] = modules.flatMap((module) => module.settle ?? [])
  if (another) throw new Error('Two modules settle attention items')
  const commands = all('command', (module) => module.commands.map((command) => [command.name, command]))
  const scheduled = all('schedule', (module) => (module.schedules ?? []).map((schedule) => [schedule.key, schedule]))
  for (const { key, command } of scheduled.values()) {
    if (!commands.has(command)) throw new Error(`The schedule ${key} gives ${command}, which nobody knows`)
  }
  return {
    commands,
    queries: all('query', (module) => module.queries.map((query) => [query.name, query])),
    reactions,
    rejections: Object.fromEntries(
      unique('rejection', [
        ...Object.entries(sharedRejections),
        ...modules.flatMap(({ rejections }) => Object.entries(rejections)),
      ]),
    ),
    labels: Object.fromEntries(all('label', (module) => Object.entries(module.labels))),
    permissions,
    scope: Object.fromEntries(all('table', (module) => Object.entries(module.scope))),
    constraints: all('constraint', (module) => Object.entries(module.constraints)),
    schedules: scheduled,
    importers: all('importer', (module) => (module.importers ?? []).map((importer) => [importer.entity, importer])),
    search: all('kind of search', (module) => (module.search ?? []).map((kind) => [kind.kind, kind])),
    resolve: all('kind of code', (module) => (module.resolve ?? []).map((resolver) => [resolver.kind, resolver])),
    leaseKinds: all('kind of lease', (module) => (module.leaseKinds ?? []).map((kind) => [kind.kind, kind])),
    settle: settle ?? (async () => {}),
    grantsOf(role) {
      const known = grants.get(role) ?? builtinGrants(permissions, role)
      grants.set(role, known)
      return known
    },
  }
}
