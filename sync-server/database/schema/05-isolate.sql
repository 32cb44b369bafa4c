-- Row security of one table: the role under which commands and queries run sees one tenant, the one its transaction has
-- set (SY-11). A new table of tenants calls it; what the role may do with rows is granted beside it.
create function isolate_tenants(target regclass) returns void language plpgsql as $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  -- As a sub-select the tenant is read once a statement, not once a row.
  execute format(
    'create policy tenant on %s using (tenant_id = (select holdfast_tenant()))
      with check (tenant_id = (select holdfast_tenant()))', target);
end $function$;
revoke all on function isolate_tenants(regclass) from public;
