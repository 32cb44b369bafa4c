-- The pattern has served; it is not a table of its own.
drop table synced_row;
