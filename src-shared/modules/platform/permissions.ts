import type { PermissionMatrix } from '../../kernel/permission.ts'

/** What the platform lets each role do (platform.md section 11). */
export const permissions: PermissionMatrix = {
  lease_manage: { owner: 'tenant', admin: 'tenant', manager: 'tenant' },
}
