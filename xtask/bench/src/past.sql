-- Five closed waves in which every door was visited, three items for each of its subjects, all with results;
-- and one open visit with very many items, to be written to. Three, because the 28 joint items of the notice
-- have 3.04 departments each on average, and every department its own item.

create temp table number (n integer primary key);
with recursive counting (n) as (select 1 union all select n + 1 from counting where n < {visits})
insert into number select n from counting;

create temp table door as select row_number() over (order by id) as n, id from site;
create temp table place as select row_number() over (order by id) as n, id, site_id from subject;
-- In this order the items of a joint item stand together.
create temp table work as select row_number() over (order by id) - 1 as n, id, department_id from item;
create temp table own as
select item.id, item.department_id from item join department on department.id = item.department_id
where department.code = 'scjg' limit 1;

insert into wave
select unhex(printf('019000000000700080%014x', n)), division_code, printf('BENCH-%02d', n), plan_id, title, 'CLOSED',
  hash, disclosure, beacon_event, created_by, created_at, created_at, 1
from number, (select * from wave limit 1);

insert into visit
select unhex(printf('0190000000%02x70008001%012x', number.n, door.n)), '410481',
  unhex(printf('019000000000700080%014x', number.n)), door.id, printf('BENCH-%02d/%d', number.n, door.n), 1, 'COMPLETED',
  (select department_id from own), printf('2025-%02d-15', number.n), null, null, null, null, null, null, null, 1
from number, door;

insert into visit_day
select unhex(printf('0190000000%02x70008001%012x', number.n, door.n)), printf('2025-%02d-15', number.n) from number, door;

insert into visit_item
select unhex(printf('0190000000%02x7%03x8002%012x', number.n, one.n, place.n)),
  unhex(printf('0190000000%02x70008001%012x', number.n, door.n)), printf('2025-%02d-15', number.n), place.id, work.id,
  work.department_id, 'T001', 'ON_SITE', 'PUBLISHED', 1
from number
join place
join door on door.id = place.site_id
join (select 0 as n union all select 1 union all select 2) as one
join work on work.n = (3 * place.n + one.n) % (select count(*) from work);

insert into visit_department
select distinct visit_id, department_id, 2, null, null from visit_item
where task_code = 'T001' and visit_id in (select id from visit where code like 'BENCH-%');

insert into result
select unhex('0190' || substr(hex(visit_item.id), 5, 12) || '8003' || substr(hex(visit_item.id), 21)), '410481',
  visit_item.id, visit_item.department_id, visit_item.subject_id, 1, 'NO_ISSUE', 'NONE', '', on_day, '2025-12-31', 0,
  (select id from account limit 1), '2025-06-01T00:00:00+00:00', 'PUBLISHED', null, null, null, null, null, null, null
from visit_item where task_code = 'T001' and visit_id in (select id from visit where code like 'BENCH-%');

insert into visit
select unhex('01900000000070008004000000000001'), '410481', unhex('01900000000070008000000000000001'), door.id,
  'BENCH-OPEN/1', 1, 'CHECKED_IN', (select department_id from own), '2025-12-01', null, null, null, null, null,
  null, null, 1
from door where n = 1;
insert into visit_day values (unhex('01900000000070008004000000000001'), '2025-12-01');
insert into visit_department
select unhex('01900000000070008004000000000001'), department_id, 2, null, null from own;
insert into seat
select unhex('01900000000070008005000000000001'), unhex('01900000000070008004000000000001'), department_id, inspector.id, 1,
  '2025-12-01T00:00:00+00:00', null, null, null
from inspector join account on account.inspector_id = inspector.id where account.username = 'scjg.i01';
insert into item
select unhex('01900000000070008006000000000001'), division_code, 'BENCH', joint_item_id, department_id, name, notice_policy, 1
from item where id = (select id from own);
insert into visit_item
select unhex(printf('019000000000700080070%011x', place.n)), unhex('01900000000070008004000000000001'), '2025-12-01',
  place.id, unhex('01900000000070008006000000000001'), (select department_id from own), 'BENCH', 'ON_SITE', 'OPEN', 1
from place;
analyze;
