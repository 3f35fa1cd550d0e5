-- The last day on which anybody of a wave may be visited; a sealed list opens on the next at the latest.

alter table wave add column last_day date;
update wave set last_day = (
    select max(line.window_to) from wave_line
    join plan_line as line on line.id = wave_line.line_id
    where wave_line.wave_id = wave.id
);
