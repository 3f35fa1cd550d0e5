-- Which visits a subject has had stands in the index alone, in the order in which they are asked for.
drop index visit_item_subject;
create index visit_item_subject on visit_item (subject_id, visit_id);
