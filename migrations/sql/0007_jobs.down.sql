drop table job_problem;
drop table job;
