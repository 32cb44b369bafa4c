import type { PermissionMatrix } from '../../kernel/permission.ts'

const managers = { owner: 'tenant', admin: 'tenant', manager: 'tenant' } as const
const administrators = { owner: 'tenant', admin: 'tenant', manager: false } as const

/**
 * What the desk lets each role do beyond their own work (desk-ux.md section 11). Their own attention, outbox, journal,
 * undo, preferences and views are anyone's.
 */
export const permissions: PermissionMatrix = {
  attention_manage: managers,
  view_share: managers,
  template_manage: managers,
  // By its name an editor would have it (ID-R45); the matrix of identity.md says no.
  tenant_update: { ...administrators, editor: false },
  journal_view_all: managers,
  hub_manage: administrators,
  update_manage: administrators,
  desk_rescue: administrators,
  desk_devices: { ...managers, frontdesk: 'tenant', field: 'tenant' },
}
