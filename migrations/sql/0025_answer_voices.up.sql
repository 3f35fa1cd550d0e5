-- All entries of an answer with what each had seen (`shared::sync::Register`); absent where an answer was
-- given before there were any.
alter table answer add column voices jsonb;
