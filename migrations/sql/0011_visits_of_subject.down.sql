drop index visit_item_subject;
create index visit_item_subject on visit_item (subject_id, id);
