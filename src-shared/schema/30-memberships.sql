-- Plans, members, and the memberships they hold (memberships.md section 2).

create table membership_settings (
  like synced_row including defaults,
  promise_hours int not null default 72 check (promise_hours between 0 and 168),
  renew_early_days int not null default 60 check (renew_early_days between 0 and 365),
  renewal_window_days int not null default 30 check (renewal_window_days between 0 and 365),
  auto_renew_lead_days int not null default 1 check (auto_renew_lead_days between 0 and 14),
  auto_renew_grace_days int not null default 3 check (auto_renew_grace_days between 0 and 14),
  past_due_after_days int not null default 7 check (past_due_after_days between 0 and 90),
  block_past_due boolean not null default false,
  self_freeze boolean not null default false,
  backdate_days int not null default 30 check (backdate_days between 0 and 90)
);
select make_synced('membership_settings');

create table membership_plans (
  like synced_row including defaults,
  name text not null check (char_length(name) between 1 and 100),
  name_key text not null,
  description text check (char_length(description) <= 1000),
  tier text check (tier ~ '^[a-z0-9_-]{1,30}$'),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  current_version_id uuid not null,
  sort_order int check (sort_order between 0 and 9999),
  archived_at timestamptz,
  constraint membership_plans_archived_at check ((status = 'ARCHIVED') = (archived_at is not null))
);
select make_synced('membership_plans');
create unique index membership_plans_name_key on membership_plans (tenant_id, name_key) where deleted_at is null;
create index membership_plans_status on membership_plans (tenant_id, status);
create index membership_plans_sort_order on membership_plans (tenant_id, sort_order);

create table membership_plan_versions (
  like synced_row including defaults,
  plan_id uuid not null,
  version_no int not null,
  duration_type text not null check (duration_type in ('DAYS', 'MONTHS')),
  duration_value int not null,
  price_minor bigint not null check (price_minor between 0 and 9999999999),
  currency char(3) not null,
  max_freeze_days int check (max_freeze_days between 0 and 365),
  freeze_fee_minor bigint not null default 0 check (freeze_fee_minor >= 0),
  auto_renew boolean not null default false,
  renewal_price_policy text not null default 'grandfathered' check (renewal_price_policy in ('grandfathered', 'current')),
  renewable_when_archived boolean not null default true,
  requires_kyc boolean not null default false,
  slot_allocation int not null default 0 check (slot_allocation between 0 and 100),
  slot_location_id uuid,
  superseded_at timestamptz,
  constraint membership_plan_versions_duration check (
    (duration_type = 'DAYS' and duration_value between 1 and 730)
    or (duration_type = 'MONTHS' and duration_value between 1 and 24)
  )
);
select make_synced('membership_plan_versions');
create unique index membership_plan_versions_no on membership_plan_versions (tenant_id, plan_id, version_no) where deleted_at is null;

create table members (
  like synced_row including defaults,
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  member_number text check (char_length(member_number) between 1 and 32),
  given_name text not null default '' check (char_length(given_name) <= 80),
  family_name text not null default '' check (char_length(family_name) <= 80),
  search_text text not null,
  language text not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'ARCHIVED', 'MERGED')),
  merged_into_id uuid,
  kyc_status text not null default 'not_required'
    check (kyc_status in ('not_required', 'pending', 'approved', 'rejected', 'expired')),
  kyc_checked_on date,
  waiver_signed_on date,
  user_id uuid,
  constraint members_name check (char_length(given_name) + char_length(family_name) >= 1),
  constraint members_merged_into check ((status = 'MERGED') = (merged_into_id is not null))
);
select make_synced('members');
create unique index members_code on members (tenant_id, code) where deleted_at is null;
create unique index members_member_number on members (tenant_id, member_number) where member_number is not null and deleted_at is null;
create unique index members_user on members (tenant_id, user_id) where user_id is not null and deleted_at is null;
-- New entries wait in a list that every search reads whole; nothing empties it on a desk, so it is kept short (kB).
create index members_search_text on members using gin (tenant_id, search_text gin_trgm_ops)
  with (gin_pending_list_limit = 64);

-- Apart from members, so that the greenhouse floor does not hold it.
create table member_contacts (
  like synced_row including defaults,
  member_id uuid not null,
  email text check (char_length(email) <= 254),
  email_key text,
  phone text check (char_length(phone) <= 40),
  phone_e164 text,
  phone_tail text,
  birth_on date,
  address text check (char_length(address) <= 500),
  notes text check (char_length(notes) <= 2000)
);
select make_synced('member_contacts');
create unique index member_contacts_member on member_contacts (tenant_id, member_id) where deleted_at is null;
create index member_contacts_email_key on member_contacts (tenant_id, email_key);
create index member_contacts_phone_e164 on member_contacts (tenant_id, phone_e164);
create index member_contacts_phone_tail on member_contacts (tenant_id, phone_tail);

create table memberships (
  like synced_row including defaults,
  member_id uuid not null,
  plan_id uuid not null,
  plan_version_id uuid not null,
  status text not null check (status in ('scheduled', 'active', 'pending_slots', 'frozen', 'expired', 'cancelled')),
  starts_on date not null,
  ends_on date not null,
  auto_renew boolean not null,
  next_plan_id uuid,
  slots_owed int not null default 0 check (slots_owed >= 0),
  cancelled_on date,
  cancel_reason text check (char_length(cancel_reason) between 1 and 500),
  -- Who cancelled it, when and by which command: others are told, and a reinstatement takes back what that command did.
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_command_id uuid,
  legacy_membership_type text,
  constraint memberships_dates check (ends_on >= starts_on),
  constraint memberships_cancelled check ((cancelled_on is null) = (cancel_reason is null))
);
select make_synced('memberships');
create index memberships_member on memberships (tenant_id, member_id, ends_on desc);
create index memberships_status on memberships (tenant_id, status, ends_on);
create index memberships_plan on memberships (tenant_id, plan_id, ends_on);
create index memberships_ends_on on memberships (tenant_id, ends_on);

create table membership_periods (
  like synced_row including defaults,
  membership_id uuid not null,
  member_id uuid not null,
  plan_version_id uuid not null,
  seq int not null check (seq >= 1),
  starts_on date not null,
  scheduled_ends_on date not null,
  ends_on date not null,
  cut boolean not null default false,
  anchor_on date not null,
  anchor_count int not null check (anchor_count >= 1),
  frozen_days int not null default 0 check (frozen_days >= 0),
  price_minor bigint,
  currency char(3) not null,
  override_renews boolean not null default false,
  -- Who bought it; null is the clock's own renewal.
  sold_by uuid,
  voided_at timestamptz,
  -- Which command voided it, and which one cut it: what takes that command back finds them.
  void_command_id uuid,
  cut_command_id uuid,
  constraint membership_overlap exclude using gist (
    tenant_id with =, member_id with =, daterange(starts_on, ends_on, '[]') with &&
  ) where (voided_at is null and deleted_at is null) deferrable initially immediate
);
select make_synced('membership_periods');
create unique index membership_periods_seq on membership_periods (tenant_id, membership_id, seq) where deleted_at is null;

-- Days that do not count. Ended and running ones lengthen their period; cancelled ones never were.
create table membership_freezes (
  like synced_row including defaults,
  membership_id uuid not null,
  period_id uuid not null,
  member_id uuid not null,
  from_on date not null,
  to_on date not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'ended', 'cancelled')),
  reason text check (char_length(reason) <= 500),
  fee_charge_id uuid,
  constraint membership_freezes_dates check (to_on >= from_on),
  constraint membership_freeze_overlap exclude using gist (
    tenant_id with =, membership_id with =, daterange(from_on, to_on, '[]') with &&
  ) where (state <> 'cancelled' and deleted_at is null) deferrable initially immediate
);
select make_synced('membership_freezes');
create index membership_freezes_membership on membership_freezes (tenant_id, membership_id, state);

-- Append only: amounts never change. A negative amount is owed to the member.
create table membership_charges (
  like synced_row including defaults,
  member_id uuid not null,
  membership_id uuid not null,
  period_id uuid,
  kind text not null
    check (kind in ('purchase', 'renewal', 'freeze_fee', 'change', 'change_credit', 'refund', 'adjustment')),
  amount_minor bigint not null check (amount_minor <> 0),
  currency char(3) not null,
  due_on date not null,
  state text not null default 'due' check (state in ('due', 'settled', 'waived', 'void')),
  settlement_id uuid,
  method text check (method in ('cash', 'external_terminal', 'bank_transfer', 'other')),
  settled_at timestamptz,
  settled_by uuid,
  settled_desk_id uuid,
  -- Set and cleared by invoicing; then only the invoice settles it.
  invoice_id uuid,
  -- Which command made it, and which one voided it: what takes that command back finds them.
  made_command_id uuid,
  void_command_id uuid,
  note text check (char_length(note) <= 500)
);
select make_synced('membership_charges');
create index membership_charges_member on membership_charges (tenant_id, member_id, state);
create index membership_charges_settlement on membership_charges (tenant_id, settlement_id) where settlement_id is not null;
create index membership_charges_due on membership_charges (tenant_id, state, due_on);
