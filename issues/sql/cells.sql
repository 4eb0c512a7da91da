-- The grid cells behind clusters, heat and hexagons, at two levels of the grid (gisdata/sql/grid.sql): 16
-- (460 m in İstanbul) and 19 (58 m). Each dimension has a value that stands for all: category 0,
-- status '', period 0; a period is a day (20261122), a month (202611) or all time (0).
--   level 16: all time and months, for each category and status; days, for each status
--   level 19: all time, for each category and status; months, for each status
-- What is asked finer than this is read from the issues, through their two indexes on Morton codes.
-- A neighbourhood of 0 is "outside"; `exact` counts those placed on a point; sum_x and sum_y are of
-- columns and rows at level 28, so that a cluster stands in the middle of its pins.
-- docs/adr/0006-cells.md tells why these and no others.

SET LOCAL check_function_bodies = off;  -- issue_changes is a temporary table, not there yet

-- Each part is read from issue_changes (issues/sql/counts.sql) and comes in the order of the primary key.
-- Level 16, all time and months, each category and status.
CREATE OR REPLACE FUNCTION issues_far_months() RETURNS TABLE (
  level integer, category_id integer, status text, period integer, cell bigint,
  neighbourhood_id integer, count integer, exact integer, sum_x bigint, sum_y bigint)
LANGUAGE sql STABLE AS $$
  SELECT 16, coalesce(c.category_id, 0) AS category, coalesce(c.status, ''), coalesce(c.month, 0) AS month,
         c.cell, c.neighbourhood_id,
         sum(c.count)::integer, sum(c.exact)::integer, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 24 AS cell, w.neighbourhood_id, w.category_id, w.status, w.day / 100 AS month,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4, 5
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, CUBE (c.category_id, c.status), ROLLUP (c.month)
  ORDER BY category, month, cell, neighbourhood_id
$$;

-- Level 16, days, each status.
CREATE OR REPLACE FUNCTION issues_far_days() RETURNS TABLE (
  level integer, category_id integer, status text, period integer, cell bigint,
  neighbourhood_id integer, count integer, exact integer, sum_x bigint, sum_y bigint)
LANGUAGE sql STABLE AS $$
  SELECT 16, 0, coalesce(c.status, ''), c.day, c.cell, c.neighbourhood_id,
         sum(c.count)::integer, sum(c.exact)::integer, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 24 AS cell, w.neighbourhood_id, w.status, w.day,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, c.day, ROLLUP (c.status)
  ORDER BY day, cell, neighbourhood_id
$$;

-- Level 19, all time, each category; with and without each status.
CREATE OR REPLACE FUNCTION issues_near_kinds() RETURNS TABLE (
  level integer, category_id integer, status text, period integer, cell bigint,
  neighbourhood_id integer, count integer, exact integer, sum_x bigint, sum_y bigint)
LANGUAGE sql STABLE AS $$
  SELECT 19, c.category_id, coalesce(c.status, ''), 0, c.cell, c.neighbourhood_id,
         sum(c.count)::integer, sum(c.exact)::integer, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 18 AS cell, w.neighbourhood_id, w.category_id, w.status,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4
  ) AS c
  GROUP BY c.category_id, c.cell, c.neighbourhood_id, ROLLUP (c.status)
  ORDER BY category_id, cell, neighbourhood_id
$$;

-- Level 19, all time and months, each status.
CREATE OR REPLACE FUNCTION issues_near_months() RETURNS TABLE (
  level integer, category_id integer, status text, period integer, cell bigint,
  neighbourhood_id integer, count integer, exact integer, sum_x bigint, sum_y bigint)
LANGUAGE sql STABLE AS $$
  SELECT 19, 0, coalesce(c.status, ''), coalesce(c.month, 0) AS month, c.cell, c.neighbourhood_id,
         sum(c.count)::integer, sum(c.exact)::integer, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 18 AS cell, w.neighbourhood_id, w.status, w.day / 100 AS month,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, CUBE (c.status, c.month)
  ORDER BY month, cell, neighbourhood_id
$$;

-- All of them.
CREATE OR REPLACE FUNCTION issues_cells_of_changes() RETURNS TABLE (
  level integer, category_id integer, status text, period integer, cell bigint,
  neighbourhood_id integer, count integer, exact integer, sum_x bigint, sum_y bigint)
LANGUAGE sql STABLE AS $$
  SELECT * FROM issues_near_months() UNION ALL SELECT * FROM issues_near_kinds()
  UNION ALL SELECT * FROM issues_far_months() UNION ALL SELECT * FROM issues_far_days()
$$;

-- Add the waiting changes to the kept cells.
CREATE OR REPLACE FUNCTION issues_apply_cells() RETURNS void
LANGUAGE sql SET work_mem = '256MB' AS $$
  INSERT INTO issues_cellcount AS kept
    (level, category_id, status, period, cell, neighbourhood_id, count, exact, sum_x, sum_y)
  SELECT * FROM issues_cells_of_changes() AS c
  WHERE (c.count, c.exact, c.sum_x, c.sum_y) <> (0, 0, 0, 0)
  ON CONFLICT (level, category_id, period, cell, neighbourhood_id, status)
  DO UPDATE SET count = kept.count + excluded.count, exact = kept.exact + excluded.exact,
                sum_x = kept.sum_x + excluded.sum_x, sum_y = kept.sum_y + excluded.sum_y
$$;
