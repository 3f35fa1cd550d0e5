-- Lines with the same word are to be drawn in one wave, so that they share their visits.

alter table plan_line add column wave_group text;
