// Written by `npm run types:generate` from the SQL files; never by hand.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Json } from '../kernel/json.ts'

export interface AttentionItems {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  kind:
    | 'rejected'
    | 'adjusted'
    | 'overwritten'
    | 'guarantee_ended'
    | 'held_review'
    | 'rule'
    | 'duplicate'
    | 'job'
    | 'print'
    | 'desk'
  module_kind: string | null
  command_id: string | null
  command_name: string | null
  actor_user_id: string | null
  desk_id: string | null
  subject_kind: string | null
  subject_id: string | null
  shown: ColumnType<Json | null, string | null, string | null>
  decided: ColumnType<Json | null, string | null, string | null>
  rejection: ColumnType<Json | null, string | null, string | null>
  winner: ColumnType<Json | null, string | null, string | null>
  alternatives: ColumnType<Json, string | undefined, string>
  dependents: Generated<string[]>
  state: Generated<'open' | 'snoozed' | 'resolved' | 'dismissed'>
  assigned_to: string | null
  snoozed_until: string | null
  escalate_at: string
  resolution: string | null
  resolved_by: string | null
  resolved_at: string | null
  resolved_command_id: string | null
}

export interface CapacityLeases {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  kind: string
  resource_key: string
  unit: string
  desk_id: string
  size: number
  used: Generated<number>
  detail: ColumnType<Json, string | undefined, string>
  taken_at: string
  expires_at: string
  hold_until: string
  state: Generated<'active' | 'returned' | 'expired' | 'revoked'>
}

export interface CommandLog {
  tenant_id: Generated<string>
  seq: number
  command_id: string
  desk_id: string | null
  desk_seq: number | null
  name: string
  command_version: number
  input: ColumnType<Json, string, string>
  meta: ColumnType<Json, string, string>
  actor_id: string | null
  acted_at: string
  bounded_at: string
  received_at: string
  basis_version: number
  told: ColumnType<Json | null, string | null, string | null>
  verdict: 'applied' | 'adjusted' | 'rejected'
  version: number | null
  outcome: ColumnType<Json | null, string | null, string | null>
  rejection: ColumnType<Json | null, string | null, string | null>
  prev_hash: Uint8Array
  hash: Uint8Array
  subject: GeneratedAlways<string | null>
}

export interface Desks {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  name: string
  platform: 'windows' | 'macos' | 'linux' | 'web'
  state: Generated<'pending' | 'active' | 'revoked'>
  registered_by: string
}

export interface ExportRuns {
  tenant_id: Generated<string>
  id: string
  query: string
  input: ColumnType<Json, string, string>
  format: 'csv' | 'xlsx' | 'json' | 'ndjson' | 'pdf'
  columns: string[]
  rows: number
  requested_by: string
  requested_at: string
}

export interface IdempotencyKeys {
  tenant_id: Generated<string>
  actor_id: string
  route: string
  key_hash: Uint8Array
  body_hash: Uint8Array
  status: number
  response: ColumnType<Json, string, string>
  command_id: string
  expires_at: string
}

export interface ImportRows {
  tenant_id: Generated<string>
  run_id: string
  row_no: number
  line: number
  raw: ColumnType<Json, string, string>
  state: Generated<'waiting' | 'ok' | 'warning' | 'error' | 'applied' | 'undone' | 'kept'>
  code: string | null
  params: ColumnType<Json | null, string | null, string | null>
  row_id: string | null
}

export interface ImportRuns {
  tenant_id: Generated<string>
  id: string
  entity: string
  file_name: string
  format: 'csv' | 'xlsx' | 'json' | 'ndjson'
  encoding: string | null
  delimiter: string | null
  headers: string[]
  mapping: ColumnType<Json, string, string>
  options: ColumnType<Json, string, string>
  questions: ColumnType<Json, string, string>
  state: 'parsed' | 'checked' | 'committing' | 'paused' | 'committed' | 'undoing' | 'undone' | 'cancelled'
  row_count: number
  created_by: string
  created_at: Generated<string>
  import_on: string
  checked_at: string | null
  committed_at: string | null
  undone_at: string | null
  trouble: ColumnType<Json | null, string | null, string | null>
}

export interface MemberContacts {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  member_id: string
  email: string | null
  email_key: string | null
  phone: string | null
  phone_e164: string | null
  phone_tail: string | null
  birth_on: string | null
  address: string | null
  notes: string | null
}

export interface Members {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  code: string
  member_number: string | null
  given_name: Generated<string>
  family_name: Generated<string>
  search_text: string
  language: string
  status: Generated<'ACTIVE' | 'SUSPENDED' | 'ARCHIVED' | 'MERGED'>
  merged_into_id: string | null
  kyc_status: Generated<'not_required' | 'pending' | 'approved' | 'rejected' | 'expired'>
  kyc_checked_on: string | null
  waiver_signed_on: string | null
  user_id: string | null
}

export interface MembershipCharges {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  member_id: string
  membership_id: string
  period_id: string | null
  kind: 'purchase' | 'renewal' | 'freeze_fee' | 'change' | 'change_credit' | 'refund' | 'adjustment'
  amount_minor: number
  currency: string
  due_on: string
  state: Generated<'due' | 'settled' | 'waived' | 'void'>
  settlement_id: string | null
  method: 'cash' | 'external_terminal' | 'bank_transfer' | 'other' | null
  settled_at: string | null
  settled_by: string | null
  settled_desk_id: string | null
  invoice_id: string | null
  made_command_id: string | null
  void_command_id: string | null
  note: string | null
}

export interface MembershipFreezes {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  membership_id: string
  period_id: string
  member_id: string
  from_on: string
  to_on: string
  state: Generated<'planned' | 'running' | 'ended' | 'cancelled'>
  reason: string | null
  fee_charge_id: string | null
}

export interface MembershipPeriods {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  membership_id: string
  member_id: string
  plan_version_id: string
  seq: number
  starts_on: string
  scheduled_ends_on: string
  ends_on: string
  cut: Generated<boolean>
  anchor_on: string
  anchor_count: number
  frozen_days: Generated<number>
  price_minor: number | null
  currency: string
  override_renews: Generated<boolean>
  sold_by: string | null
  voided_at: string | null
  void_command_id: string | null
  cut_command_id: string | null
}

export interface MembershipPlanVersions {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  plan_id: string
  version_no: number
  duration_type: 'DAYS' | 'MONTHS'
  duration_value: number
  price_minor: number
  currency: string
  max_freeze_days: number | null
  freeze_fee_minor: Generated<number>
  auto_renew: Generated<boolean>
  renewal_price_policy: Generated<'grandfathered' | 'current'>
  renewable_when_archived: Generated<boolean>
  requires_kyc: Generated<boolean>
  slot_allocation: Generated<number>
  slot_location_id: string | null
  superseded_at: string | null
}

export interface MembershipPlans {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  name: string
  name_key: string
  description: string | null
  tier: string | null
  status: Generated<'ACTIVE' | 'ARCHIVED'>
  current_version_id: string
  sort_order: number | null
  archived_at: string | null
}

export interface MembershipSettings {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  promise_hours: Generated<number>
  renew_early_days: Generated<number>
  renewal_window_days: Generated<number>
  auto_renew_lead_days: Generated<number>
  auto_renew_grace_days: Generated<number>
  past_due_after_days: Generated<number>
  block_past_due: Generated<boolean>
  self_freeze: Generated<boolean>
  backdate_days: Generated<number>
}

export interface Memberships {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  member_id: string
  plan_id: string
  plan_version_id: string
  status: 'scheduled' | 'active' | 'pending_slots' | 'frozen' | 'expired' | 'cancelled'
  starts_on: string
  ends_on: string
  auto_renew: boolean
  next_plan_id: string | null
  slots_owed: Generated<number>
  cancelled_on: string | null
  cancel_reason: string | null
  cancelled_at: string | null
  cancelled_by: string | null
  cancel_command_id: string | null
  legacy_membership_type: string | null
}

export interface OfflineGrants {
  tenant_id: Generated<string>
  id: string
  desk_id: string
  user_id: string
  issued_at: string
  expires_at: string
}

export interface PlantSlotDaily {
  tenant_id: Generated<string>
  day: string
  location_id: string | null
  place: GeneratedAlways<string>
  available: Generated<number>
  allocated: Generated<number>
  occupied: Generated<number>
  maintenance: Generated<number>
  leased: Generated<number>
  offered: Generated<number>
  owed: Generated<number>
  waiting: Generated<number>
  maintenance_required: Generated<number>
}

export interface PlantSlotEntitlements {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  membership_id: string
  member_id: string
  granted: number
  extra: Generated<number>
  owed: Generated<number>
  closed_at: string | null
}

export interface PlantSlotEvents {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slot_id: string
  event:
    | 'allocated'
    | 'released'
    | 'occupied'
    | 'transferred'
    | 'maintenance_started'
    | 'maintenance_done'
    | 'membership_ended'
    | 'forced'
    | 'reverted'
  from_status: string
  to_status: string
  member_id: string | null
  membership_id: string | null
  reason: string | null
  forced: Generated<boolean>
  held_since: string | null
  at: string
  command_id: string
  actor_id: string
  desk_id: string | null
}

export interface PlantSlotLocations {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  code: string
  name: string
  kind: 'greenhouse' | 'tent' | 'room' | 'field'
  status: Generated<'active' | 'closed'>
  sort_order: Generated<number>
  max_slots: number | null
  clean_every_days: number | null
}

export interface PlantSlotMaintenance {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slot_id: string
  kind: 'cleaning' | 'inspection' | 'repair' | 'pest' | 'clear_out' | 'harvest' | 'other'
  description: string
  priority: Generated<'low' | 'normal' | 'high'>
  state: Generated<'open' | 'in_progress' | 'done' | 'cancelled'>
  reported_by: string
  performed_by: string | null
  due_on: string | null
  started_at: string | null
  done_at: string | null
  start_command_id: string | null
  done_command_id: string | null
  result: string | null
}

export interface PlantSlotOccupancies {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slot_id: string
  membership_id: string
  member_id: string
  label: string
  planted_on: string
  expected_harvest_on: string | null
  ended_on: string | null
  end_command_id: string | null
  end_reason: 'harvest' | 'maintenance' | 'membership_ended' | 'forced' | 'reverted' | null
  yield_grams: number | null
}

export interface PlantSlotOffers {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  entry_id: string
  slot_ids: string[]
  offered_at: string
  expires_at: string
  joined_at: string
  state: Generated<'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn'>
}

export interface PlantSlotQueueLog {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slot_id: string
  entry_id: string
  action: 'given' | 'offered' | 'passed'
  reason: string | null
  at: string
}

export interface PlantSlotSettings {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  request_max: Generated<number>
  max_slots_per_member: Generated<number>
  offer_hours: Generated<number>
  offers_before_removal: Generated<number>
  on_end_occupied: Generated<'available' | 'maintenance'>
  member_transfers: Generated<'direct' | 'staff'>
  clean_every_days: Generated<number>
  lease_max_slots: Generated<number>
  lease_hours: Generated<number>
  lease_report_hours: Generated<number>
  lease_share_percent: Generated<number>
}

export interface PlantSlotTransfers {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  from_member_id: string
  from_membership_id: string
  to_member_id: string
  to_membership_id: string
  slot_ids: string[]
  reason: string
}

export interface PlantSlotWaitlist {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  membership_id: string
  member_id: string
  kind: 'owed' | 'wanted'
  quantity: number
  location_id: string | null
  joined_at: string
  lapses: Generated<number>
  state: Generated<'waiting' | 'offered' | 'fulfilled' | 'left' | 'lapsed' | 'ended'>
}

export interface PlantSlots {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slot_number: string
  number_key: string
  location_id: string
  row_no: number | null
  col_no: number | null
  level_no: number | null
  status: Generated<'available' | 'allocated' | 'occupied' | 'maintenance'>
  member_id: string | null
  membership_id: string | null
  allocated_at: string | null
  maintenance_required: Generated<boolean>
  last_clean_date: string | null
  offer_id: string | null
  lease_id: string | null
  taken_lease_id: string | null
  notes: string | null
}

export interface PrintTemplates {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  kind: 'receipt' | 'label' | 'letter' | 'badge'
  name: string
  language: 'en' | 'es' | 'ko' | 'tr'
  width_mm: number | null
  body: ColumnType<Json, string, string>
  is_default: Generated<boolean>
}

export interface Roles {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  key: string
  name: string
  builtin: Generated<boolean>
}

export interface SavedViews {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  owner_user_id: string | null
  screen: string
  name: string
  name_key: string
  filters: ColumnType<Json, string | undefined, string>
  columns: ColumnType<Json, string | undefined, string>
  sort: ColumnType<Json | null, string | null, string | null>
  grouping: ColumnType<Json | null, string | null, string | null>
  position: Generated<number>
  is_default: Generated<boolean>
}

export interface Schedules {
  tenant_id: Generated<string>
  key: string
  enabled: Generated<boolean>
  last_run_at: string
  failed_count: Generated<number>
  retry_at: string | null
  last_error: string | null
}

export interface SchemaFiles {
  name: string
  applied_at: Generated<string>
}

export interface TenantHeads {
  tenant_id: string
  version: Generated<number>
  log_seq: Generated<number>
  log_hash: Generated<Uint8Array>
}

export interface TenantLooks {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  receipt_header: ColumnType<Json, string | undefined, string>
  receipt_footer: ColumnType<Json, string | undefined, string>
  density_default: Generated<'comfortable' | 'compact' | 'touch'>
}

export interface Tenants {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  slug: string
  legal_name: string
  time_zone: Generated<string>
  default_currency: Generated<string>
  locale: Generated<'en' | 'es' | 'ko' | 'tr'>
  week_starts_on: Generated<number>
  accent: string | null
}

export interface UserPreferences {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  user_id: string
  key: string
  value: ColumnType<Json, string, string>
}

export interface UserRoles {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  user_id: string
  role_id: string
  expires_at: string | null
}

export interface Users {
  tenant_id: Generated<string>
  id: string
  row_version: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  deleted_at: string | null
  kind: Generated<'human' | 'service' | 'system'>
  display_name: string
  status: Generated<'active' | 'suspended' | 'deactivated'>
}

export interface ControlAccountTenants {
  account_id: string
  tenant_id: string
  user_id: string
}

export interface ControlAccounts {
  id: string
  email: string
  password_hash: string
  failed_count: Generated<number>
  locked_until: string | null
}

export interface ControlArrivedTenants {
  tenant_id: string
  slug: string
}

export interface ControlDeployment {
  one: Generated<boolean>
  epoch: string
  signing_key: ColumnType<Json, string, string>
  demo: Generated<boolean>
}

export interface ControlFormerEpochs {
  epoch: string
  ended_at: string
}

export interface ControlMoveCodes {
  hash: Uint8Array
  tenant_id: string | null
  expires_at: string
}

export interface ControlMovedTenants {
  tenant_id: string
  place: ColumnType<Json, string, string>
  moved_at: string
}

export interface ControlRateCounters {
  class: string
  key_hash: Uint8Array
  window_start: string
  count: number
  previous: number
  refused: boolean
}

export interface ControlSessions {
  id: string
  account_id: string
  tenant_id: string
  user_id: string
  desk_id: string
  refresh_hash: Uint8Array
  previous_hash: Uint8Array | null
  created_at: Generated<string>
  rotated_at: string
  expires_at: string
  revoked_at: string | null
}

export interface ControlSpentRefreshTokens {
  hash: Uint8Array
  session_id: string
  spent_at: string
}

export interface ControlTenantDirectory {
  tenant_id: string
  slug: string
}

export interface Database {
  attention_items: AttentionItems
  capacity_leases: CapacityLeases
  command_log: CommandLog
  desks: Desks
  export_runs: ExportRuns
  idempotency_keys: IdempotencyKeys
  import_rows: ImportRows
  import_runs: ImportRuns
  member_contacts: MemberContacts
  members: Members
  membership_charges: MembershipCharges
  membership_freezes: MembershipFreezes
  membership_periods: MembershipPeriods
  membership_plan_versions: MembershipPlanVersions
  membership_plans: MembershipPlans
  membership_settings: MembershipSettings
  memberships: Memberships
  offline_grants: OfflineGrants
  plant_slot_daily: PlantSlotDaily
  plant_slot_entitlements: PlantSlotEntitlements
  plant_slot_events: PlantSlotEvents
  plant_slot_locations: PlantSlotLocations
  plant_slot_maintenance: PlantSlotMaintenance
  plant_slot_occupancies: PlantSlotOccupancies
  plant_slot_offers: PlantSlotOffers
  plant_slot_queue_log: PlantSlotQueueLog
  plant_slot_settings: PlantSlotSettings
  plant_slot_transfers: PlantSlotTransfers
  plant_slot_waitlist: PlantSlotWaitlist
  plant_slots: PlantSlots
  print_templates: PrintTemplates
  roles: Roles
  saved_views: SavedViews
  schedules: Schedules
  schema_files: SchemaFiles
  tenant_heads: TenantHeads
  tenant_looks: TenantLooks
  tenants: Tenants
  user_preferences: UserPreferences
  user_roles: UserRoles
  users: Users
  'control.account_tenants': ControlAccountTenants
  'control.accounts': ControlAccounts
  'control.arrived_tenants': ControlArrivedTenants
  'control.deployment': ControlDeployment
  'control.former_epochs': ControlFormerEpochs
  'control.move_codes': ControlMoveCodes
  'control.moved_tenants': ControlMovedTenants
  'control.rate_counters': ControlRateCounters
  'control.sessions': ControlSessions
  'control.spent_refresh_tokens': ControlSpentRefreshTokens
  'control.tenant_directory': ControlTenantDirectory
}
