-- The seat whose place this one took, and what the rule looked at (`shared::seats::Refill`); absent where the
-- draw itself filled it.
alter table seat add column follows uuid;
alter table seat add column judged jsonb;
