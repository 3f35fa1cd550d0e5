-- Caps, quiet days and speed the outlook of a plan goes by, where they are not the usual ones.

alter table plan add column rules jsonb;
