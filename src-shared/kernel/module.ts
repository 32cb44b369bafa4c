import type { Command, CommandContext } from './command.ts'
import type { Importer } from './importer.ts'
import type { LeaseKind } from './lease.ts'
import type { PermissionMatrix } from './permission.ts'
import type { Query } from './query.ts'
import type { Reaction } from './reaction.ts'
import type { LabelCatalogue, RejectionCatalogue } from './rejection.ts'
import type { Schedule } from './schedule.ts'
import type { ScopeRules } from './scope.ts'
import type { Resolver, SearchKind } from './search.ts'

/** All that a module registers, in one table at its top. */
export interface Module {
  name: string
  commands: readonly Command[]
  queries: readonly Query[]
  reactions: readonly Reaction[]
  rejections: RejectionCatalogue
  /** Words of the alternatives its refusals offer. */
  labels: LabelCatalogue
  permissions: PermissionMatrix
  /** Its synced tables, with who holds what of them. Parents stand before children. */
  scope: ScopeRules
  /** Constraint name → code: the second fence of the database speaks the same language as the rules. */
  constraints: Record<string, string>
  /** What of it can be found in the box (DX-R21), and what can be scanned (DX-R23). */
  search?: readonly SearchKind[]
  resolve?: readonly Resolver[]
  /** What the clock makes it do (PL-R31). */
  schedules?: readonly Schedule[]
  /** What of it can be brought from files (PL-R36). */
  importers?: readonly Importer[]
  /** Capacity of it that desks may take with them (PL-R41). */
  leaseKinds?: readonly LeaseKind[]
  /**
   * What happens when a command that settles an attention item (`meta.resolves`) was done, in its transaction (DX-R10).
   * One module at most has it; it never refuses.
   */
  settle?(context: CommandContext, itemId: string): Promise<void>
}
