-- Each kind of task has its share of every look: the oldest of each kind are found without reading past another kind's backlog.
DROP INDEX task_due;
CREATE INDEX task_due ON task (kind, run_at) WHERE state = 'ready';
