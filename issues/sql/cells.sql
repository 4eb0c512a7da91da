-- The grid cells behind clusters, heat and hexagons, at two levels of the grid (gisdata/sql/grid.sql): 16
-- (460 m in İstanbul) and 19 (58 m). Each dimension has a value that stands for all: category 0,
-- status '', period 0; a period is a day (20261122), a month (202611) or all time (0).
--   level 16: all time and months, for each category and status; days, for each status
--   level 19: all time, for each status, and for each category and status; months, for each status
-- What is asked finer than this is read from the issues, through their two indexes on Morton codes.
-- A neighbourhood of 0 is "outside"; `exact` counts those placed on a point; sum_x and sum_y are of
-- columns and rows at level 28, so that a cluster stands in the middle of its pins.
-- docs/adr/0006-cells.md tells why these and no others.

-- The cells of the changes that wait in issue_changes (issues/sql/counts.sql).
CREATE OR REPLACE FUNCTION issues_cells_of_changes() RETURNS TABLE (
  level integer, category_id bigint, status text, period integer, cell bigint,
  neighbourhood_id bigint, count bigint, exact bigint, sum_x bigint, sum_y bigint)
LANGUAGE plpgsql SET work_mem = '256MB' AS $$
BEGIN
  RETURN QUERY
  SELECT 16, coalesce(c.category_id, 0), coalesce(c.status, ''),
         coalesce(to_char(c.month, 'YYYYMM')::integer, 0), c.cell, c.neighbourhood_id,
         sum(c.count)::bigint, sum(c.exact)::bigint, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 24 AS cell, w.neighbourhood_id, w.category_id, w.status,
           date_trunc('month', w.day::timestamp) AS month,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4, 5
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, CUBE (c.category_id, c.status), ROLLUP (c.month);

  RETURN QUERY
  SELECT 16, 0::bigint, coalesce(c.status, ''), to_char(c.day, 'YYYYMMDD')::integer,
         c.cell, c.neighbourhood_id,
         sum(c.count)::bigint, sum(c.exact)::bigint, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 24 AS cell, w.neighbourhood_id, w.status, w.day,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, c.day, ROLLUP (c.status);

  RETURN QUERY
  SELECT 19, w.category_id, w.status, 0, w.morton >> 18, w.neighbourhood_id,
         sum(w.change), sum(w.exact), sum(w.x), sum(w.y)
  FROM issue_changes w
  GROUP BY w.morton >> 18, w.neighbourhood_id, w.category_id, w.status;

  RETURN QUERY
  SELECT 19, 0::bigint, coalesce(c.status, ''), coalesce(to_char(c.month, 'YYYYMM')::integer, 0),
         c.cell, c.neighbourhood_id,
         sum(c.count)::bigint, sum(c.exact)::bigint, sum(c.sum_x)::bigint, sum(c.sum_y)::bigint
  FROM (
    SELECT w.morton >> 18 AS cell, w.neighbourhood_id, w.status,
           date_trunc('month', w.day::timestamp) AS month,
           sum(w.change) AS count, sum(w.exact) AS exact, sum(w.x) AS sum_x, sum(w.y) AS sum_y
    FROM issue_changes w
    GROUP BY 1, 2, 3, 4
  ) AS c
  GROUP BY c.cell, c.neighbourhood_id, CUBE (c.status, c.month);
END $$;
