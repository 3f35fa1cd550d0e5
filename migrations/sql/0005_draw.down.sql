drop table bundle;
drop table drawn_site;
drop table frame_leaf;
drop table witness;
drop table attempt;
drop table wave_line;
drop table wave;
