-- What people are told, and how they like to work (desk-ux.md section 2.1).

create table attention_items (
  like synced_row including defaults,
  kind text not null check (kind in
    ('rejected', 'adjusted', 'overwritten', 'guarantee_ended', 'held_review', 'rule', 'duplicate', 'job', 'print', 'desk')),
  -- Which rule of a module raised it; null where the server's verdict did.
  module_kind text check (char_length(module_kind) between 1 and 60),
  command_id uuid,
  command_name text,
  -- Who was told; null where nobody was yet.
  actor_user_id uuid,
  desk_id uuid,
  subject_kind text,
  subject_id uuid,
  shown jsonb,
  decided jsonb,
  rejection jsonb,
  winner jsonb,
  alternatives jsonb not null default '[]',
  -- Commands that leaned on this one and failed with it (SY-10).
  dependents uuid[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'snoozed', 'resolved', 'dismissed')),
  assigned_to uuid,
  snoozed_until timestamptz,
  -- From then on it is everybody's who looks after others' (DX-R11).
  escalate_at timestamptz not null,
  resolution text check (char_length(resolution) <= 1000),
  resolved_by uuid,
  resolved_at timestamptz,
  resolved_command_id uuid,
  constraint attention_items_snoozed check ((state = 'snoozed') = (snoozed_until is not null)),
  constraint attention_items_closed check ((state in ('resolved', 'dismissed')) = (resolved_at is not null))
);
select make_synced('attention_items');
create unique index attention_items_command on attention_items
  (tenant_id, command_id, kind, subject_id) nulls not distinct where command_id is not null and deleted_at is null;
create index attention_items_state on attention_items (tenant_id, state, assigned_to);
create index attention_items_actor on attention_items (tenant_id, actor_user_id, state);
create index attention_items_subject on attention_items (tenant_id, subject_id);

create table saved_views (
  like synced_row including defaults,
  -- Null: everybody's.
  owner_user_id uuid,
  screen text not null check (char_length(screen) between 1 and 60),
  name text not null check (char_length(name) between 1 and 60),
  name_key text not null,
  filters jsonb not null default '{}',
  columns jsonb not null default '[]',
  sort jsonb,
  grouping jsonb,
  position int not null default 0,
  is_default boolean not null default false
);
select make_synced('saved_views');
create unique index saved_views_name on saved_views
  (tenant_id, owner_user_id, screen, name_key) nulls not distinct where deleted_at is null;

create table user_preferences (
  like synced_row including defaults,
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 80),
  value jsonb not null check (pg_column_size(value) <= 8192)
);
select make_synced('user_preferences');
create unique index user_preferences_key on user_preferences (tenant_id, user_id, key) where deleted_at is null;

create table print_templates (
  like synced_row including defaults,
  kind text not null check (kind in ('receipt', 'label', 'letter', 'badge')),
  name text not null check (char_length(name) between 1 and 60),
  language text not null check (language in ('en', 'es', 'ko', 'tr')),
  width_mm int check (width_mm between 20 and 300),
  body jsonb not null,
  is_default boolean not null default false
);
select make_synced('print_templates');
create unique index print_templates_default on print_templates (tenant_id, kind, language)
  where is_default and deleted_at is null;

-- One row a tenant, under the tenant's id. Accent and logo are columns of `tenants`.
create table tenant_looks (
  like synced_row including defaults,
  -- Per language.
  receipt_header jsonb not null default '{}',
  receipt_footer jsonb not null default '{}',
  density_default text not null default 'comfortable' check (density_default in ('comfortable', 'compact', 'touch'))
);
select make_synced('tenant_looks');
