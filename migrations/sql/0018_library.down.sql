drop table source_report_voice;
drop table source_report;
drop table inspector_change;
drop table bulk_edit;
drop table library_view_default;
drop table library_view;
drop index subject_facets;
