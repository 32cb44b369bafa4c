-- Whether this database holds the demo's invented people. Such a server is never anybody's real one (DX-R48).
alter table control.deployment add column demo boolean not null default false;
