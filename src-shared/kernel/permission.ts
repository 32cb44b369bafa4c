/** The built-in roles (ID-R45). */
export const builtinRoles = [
  'owner',
  'admin',
  'manager',
  'user_manager',
  'frontdesk',
  'field',
  'editor',
  'viewer',
  'member',
  'membership_admin',
  'plant_slot_admin',
] as const
export type BuiltinRole = (typeof builtinRoles)[number]

/** How far a permission reaches: the actor's own rows, or all of the tenant's. */
export type Reach = 'own' | 'tenant'

/** One right of an actor. */
export interface Grant {
  permission: string
  reach: Reach
}

/** A module's matrix: per permission, the roles that have a column in it. `false` is "no, whatever inclusion would give". */
export type PermissionMatrix = Record<string, Partial<Record<BuiltinRole, Reach | false>>>

/** Roles whose grants a role has too, where a matrix has no column for it (ID-R45). */
const includes: Partial<Record<BuiltinRole, readonly BuiltinRole[]>> = {
  owner: ['admin'],
  admin: ['manager', 'user_manager', 'membership_admin', 'plant_slot_admin'],
  manager: ['frontdesk', 'field', 'viewer'],
  editor: ['viewer'],
}

const changes = (permission: string): boolean => permission.endsWith('_create') || permission.endsWith('_update')

const wider = (a: Reach | null, b: Reach | null): Reach | null =>
  a === 'tenant' || b === 'tenant' ? 'tenant' : (a ?? b)

/** What a built-in role may do with one permission: its own column, else what it includes. */
export function builtinReach(matrix: PermissionMatrix, role: BuiltinRole, permission: string): Reach | null {
  const cell = matrix[permission]?.[role]
  if (cell !== undefined) return cell || null
  if (role === 'editor' && changes(permission)) return 'tenant'
  return (includes[role] ?? [])
    .map((included) => builtinReach(matrix, included, permission))
    .reduce<Reach | null>(wider, null)
}

/** Every grant of a built-in role over the matrices of all modules. */
export const builtinGrants = (matrix: PermissionMatrix, role: BuiltinRole): Grant[] =>
  Object.keys(matrix).flatMap((permission) => {
    const reach = builtinReach(matrix, role, permission)
    return reach ? [{ permission, reach }] : []
  })

/**
 * The one question, asked alike on desk and server: how far does this permission reach for someone with these
 * grants? The widest grant wins; null is no (ID-R46).
 */
export const reachOf = (grants: readonly Grant[], permission: string): Reach | null =>
  grants
    .filter((grant) => grant.permission === permission)
    .reduce<Reach | null>((best, { reach }) => wider(best, reach), null)
