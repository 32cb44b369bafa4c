-- Row security: the role under which commands and queries run sees one tenant, the one its transaction has set (SY-11).

-- A role belongs to all databases of a Postgres, and another one may be making it at this very moment.
do $$ begin
  if not exists (select from pg_roles where rolname = 'holdfast_app') then
    create role holdfast_app nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null;
end $$;

do $$ begin
  execute format('grant holdfast_app to %I', current_user);
exception when unique_violation or internal_error then
  null;
end $$;

do $$
declare t text;
begin
  for t in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  loop
    perform isolate_tenants(t::regclass);
    execute format('grant select, insert, update on %I to holdfast_app', t);
  end loop;
end $$;

-- The log is written once and never changed, not even by the server's own role (ID-R60).
revoke update on command_log from holdfast_app;
