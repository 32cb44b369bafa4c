/** How far a right goes: the actor's own rows, or everyone's. */
export type Reach = 'own' | 'all'

const managers = ['owner', 'admin', 'manager']
const desk = [...managers, 'frontdesk']
const administrators = ['owner', 'admin']

/**
 * Section 11 of both modules, for the rights that commands ask for; `own` is what role member has. `editor` has
 * everything whose name ends in _create or _update, the `_admin` of a module all of it.
 */
const roles: Record<string, { all: readonly string[]; own?: boolean }> = {
  attention_manage: { all: managers },
  membership_plan_manage: { all: [...administrators, 'membership_admin'] },
  member_create: { all: [...desk, 'membership_admin', 'editor'] },
  member_update: { all: [...desk, 'membership_admin', 'editor'], own: true },
  membership_create: { all: [...desk, 'membership_admin', 'editor'] },
  membership_backdate: { all: [...managers, 'membership_admin'] },
  membership_price_override: { all: [...managers, 'membership_admin'] },
  membership_update: { all: [...desk, 'membership_admin', 'editor'], own: true },
  membership_cancel: { all: [...managers, 'membership_admin'] },
  membership_plan_change: { all: [...managers, 'membership_admin'] },
  membership_charge_settle: { all: [...desk, 'membership_admin'] },
  membership_charge_waive: { all: [...managers, 'membership_admin'] },
  member_archive: { all: [...managers, 'membership_admin'] },
  member_kyc_manage: { all: [...managers, 'membership_admin'] },
  membership_manage: { all: [...administrators, 'membership_admin'] },
  plant_slot_update: { all: [...desk, 'field', 'plant_slot_admin', 'editor'], own: true },
  plant_slot_create: { all: [...desk, 'plant_slot_admin', 'editor'], own: true },
  plant_slot_delete: { all: [...administrators, 'plant_slot_admin'] },
  plant_slot_assign: { all: [...desk, 'plant_slot_admin'] },
  plant_slot_transfer: { all: [...desk, 'plant_slot_admin'], own: true },
  plant_slot_inventory: { all: [...managers, 'plant_slot_admin'] },
  plant_slot_lease: { all: [...desk, 'field', 'plant_slot_admin'] },
  lease_manage: { all: managers },
  member_merge: { all: [...managers, 'membership_admin'] },
  view_share: { all: managers },
  template_manage: { all: managers },
  tenant_update: { all: administrators },
  plant_slot_manage: { all: [...administrators, 'plant_slot_admin'] },
}

/** How far someone with these roles may go; null is not at all. Admin includes the admins of both modules. */
export function reachOfRoles(held: readonly string[], right: string): Reach | null {
  if (right === 'anyone') return 'all'
  const row = roles[right]
  if (!row) return null
  if (held.some((role) => row.all.includes(role))) return 'all'
  return row.own && held.includes('member') ? 'own' : null
}
