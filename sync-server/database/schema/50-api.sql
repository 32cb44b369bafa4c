-- What the REST facade keeps: answers given under an idempotency key (PL-R10), and counts of requests (PL-R20 to R23).

-- Written in the transaction of the command, so that an answer is kept exactly where the command was done.
create table idempotency_keys (
  tenant_id uuid not null default holdfast_tenant(),
  actor_id uuid not null,
  route text not null,
  key_hash bytea not null,
  body_hash bytea not null,
  status int not null,
  -- The answer as it was sent: its text, and the headers that belong to it.
  response jsonb not null,
  command_id uuid not null,
  expires_at timestamptz not null,
  primary key (tenant_id, actor_id, route, key_hash)
);
create index idempotency_keys_expired on idempotency_keys (tenant_id, expires_at);
select isolate_tenants('idempotency_keys');
grant select, insert, update on idempotency_keys to holdfast_app;

-- One row per class and caller: the requests of the minute that began at window_start, and of the minute before it.
-- Unlogged: after a crash everybody begins at nothing, which harms nobody.
create unlogged table control.rate_counters (
  class text not null,
  key_hash bytea not null,
  window_start timestamptz not null,
  count int not null,
  previous int not null,
  -- Whether the last request was one too many; it is not counted.
  refused boolean not null,
  primary key (class, key_hash)
);
create index rate_counters_window on control.rate_counters (window_start);
