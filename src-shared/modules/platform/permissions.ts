import type { PermissionMatrix } from '../../kernel/permission.ts'

/** What the platform lets each role do (platform.md section 11). */
export const permissions: PermissionMatrix = {
  data_import: { owner: 'tenant', admin: 'tenant', manager: 'tenant' },
  data_export: { owner: 'tenant', admin: 'tenant', manager: 'tenant' },
  lease_manage: { owner: 'tenant', admin: 'tenant', manager: 'tenant' },
}
