import type { BuiltinRole, PermissionMatrix, Reach } from '../../kernel/permission.ts'

type Row = Partial<Record<BuiltinRole, Reach | false>>

/** The columns of the matrix (plant-slots.md section 11) after `owner` and `admin`, who may all of it. */
const row = (
  manager: Reach | false,
  frontdesk: Reach | false,
  field: Reach | false,
  viewer: Reach | false,
  member: Reach | false,
): Row => ({ owner: 'tenant', admin: 'tenant', plant_slot_admin: 'tenant', manager, frontdesk, field, viewer, member })

const desk = row('tenant', 'tenant', false, false, false)
const deskAndOwn = row('tenant', 'tenant', false, false, 'own')
const managers = row('tenant', false, false, false, false)
const administrators = row(false, false, false, false, false)

/** What the plant-slots module lets each role do. `own` are the slots of the member whose `user_id` is the actor. */
export const permissions: PermissionMatrix = {
  plant_slot_view: row('tenant', 'tenant', 'tenant', 'tenant', 'own'),
  plant_slot_create: deskAndOwn,
  plant_slot_update: row('tenant', 'tenant', 'tenant', false, 'own'),
  plant_slot_assign: desk,
  plant_slot_transfer: deskAndOwn,
  plant_slot_lease: row('tenant', 'tenant', 'tenant', false, false),
  plant_slot_inventory: managers,
  plant_slot_report: managers,
  plant_slot_manage: administrators,
  plant_slot_delete: administrators,
}
