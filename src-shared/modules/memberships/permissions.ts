import type { BuiltinRole, PermissionMatrix, Reach } from '../../kernel/permission.ts'

type Row = Partial<Record<BuiltinRole, Reach | false>>

/** The columns of the matrix (memberships.md section 11) after `owner` and `admin`, who may all of it. */
const row = (
  manager: Reach | false,
  frontdesk: Reach | false,
  field: Reach | false,
  viewer: Reach | false,
  member: Reach | false,
): Row => ({ owner: 'tenant', admin: 'tenant', membership_admin: 'tenant', manager, frontdesk, field, viewer, member })

const everyone = row('tenant', 'tenant', 'tenant', 'tenant', 'own')
const desk = row('tenant', 'tenant', false, false, false)
const deskAndOwn = row('tenant', 'tenant', false, false, 'own')
const managers = row('tenant', false, false, false, false)
const administrators = row(false, false, false, false, false)

/** What the memberships module lets each role do. `own` is the member record whose `user_id` is the actor. */
export const permissions: PermissionMatrix = {
  membership_plan_view: row('tenant', 'tenant', 'tenant', 'tenant', 'tenant'),
  membership_plan_manage: administrators,
  member_view: everyone,
  member_contact_view: deskAndOwn,
  member_create: desk,
  member_update: deskAndOwn,
  member_archive: managers,
  member_merge: managers,
  member_kyc_manage: managers,
  membership_view: everyone,
  membership_create: desk,
  membership_update: deskAndOwn,
  membership_plan_change: managers,
  membership_cancel: managers,
  membership_backdate: managers,
  membership_price_override: managers,
  membership_manage: administrators,
  membership_charge_view: deskAndOwn,
  membership_charge_settle: desk,
  membership_charge_waive: managers,
  membership_import: administrators,
}
