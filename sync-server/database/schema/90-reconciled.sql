-- Where the nightly check of plant slots finds its last run, and with it up to where it has read the log.
create index command_log_reconciled on command_log (tenant_id, seq) where name = 'plant-slots.reconcile';
