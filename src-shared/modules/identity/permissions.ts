import type { PermissionMatrix } from '../../kernel/permission.ts'

/** What the identity module lets each role do; the identity issue adds the rest of its matrix. */
export const permissions: PermissionMatrix = {
  user_view: { owner: 'tenant', admin: 'tenant', user_manager: 'tenant', manager: 'tenant' },
}
