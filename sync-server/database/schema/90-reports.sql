-- What reports count of the log: how often a command was given in some days, and what became of it.
create index command_log_name on command_log (tenant_id, name, bounded_at);
