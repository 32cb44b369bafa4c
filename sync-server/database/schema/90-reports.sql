-- What reports ask of the log: how often a command was given in some days, and what was done about somebody.
create index command_log_name on command_log (tenant_id, name, bounded_at);

-- The member, or the thing of a member's, that a command was about. A column of its own: under row security an index is
-- used for what tells nothing of other rows, as comparing a column does and reading into JSON does not.
alter table command_log add column subject text generated always as (
  coalesce(
    input ->> 'memberId', input ->> 'membershipId', input ->> 'periodId', input ->> 'freezeId', input ->> 'chargeId',
    input -> 'chargeIds' ->> 0, input ->> 'settlementId', input ->> 'winnerId'
  )
) stored;
create index command_log_subject on command_log (tenant_id, subject) where subject is not null;
