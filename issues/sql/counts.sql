-- What the daily counts must be: a recount of the table itself.
CREATE OR REPLACE VIEW issues_recount AS
SELECT neighbourhood_id, category_id, status, local_day(reported_at) AS day, count(*) AS count
FROM issues_issue
WHERE visibility = 'public'
GROUP BY 1, 2, 3, 4;

-- Where the kept counts and a recount differ; no row means that they are equal.
-- A kept count of 0 equals a missing one.
CREATE OR REPLACE VIEW issues_count_differences AS
SELECT neighbourhood_id, category_id, status, day,
       sum(kept)::bigint AS kept, sum(true_count)::bigint AS true_count
FROM (
  SELECT neighbourhood_id, category_id, status, day, count AS kept, 0 AS true_count
  FROM issues_dailycount
  UNION ALL
  SELECT neighbourhood_id, category_id, status, day, 0, count FROM issues_recount
) AS both_counts
GROUP BY 1, 2, 3, 4
HAVING sum(kept) <> sum(true_count);

-- A place for the changes of one statement until they are counted. Each session makes its own.
CREATE OR REPLACE FUNCTION issues_open_changes() RETURNS void
LANGUAGE plpgsql SET client_min_messages = warning AS $$
BEGIN
  CREATE TEMPORARY TABLE IF NOT EXISTS issue_changes (
    neighbourhood_id integer, category_id integer, status text, day integer, morton bigint,
    x integer, y integer, exact integer, change integer
  ) ON COMMIT DELETE ROWS;
END $$;

-- Bring the daily counts and the cells up to the waiting changes.
CREATE OR REPLACE FUNCTION issues_apply_changes() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO issues_dailycount AS kept (neighbourhood_id, category_id, status, day, count)
  SELECT nullif(neighbourhood_id, 0), category_id, status, to_date(day::text, 'YYYYMMDD'), sum(change)
  FROM issue_changes
  GROUP BY neighbourhood_id, category_id, status, day
  HAVING sum(change) <> 0
  ORDER BY day, category_id, status, neighbourhood_id
  ON CONFLICT (day, category_id, status, neighbourhood_id)
  DO UPDATE SET count = kept.count + excluded.count;

  PERFORM issues_apply_cells();

  IF (SELECT count(*) FROM (SELECT FROM issue_changes LIMIT 1001) AS waiting) > 1000 THEN
    TRUNCATE issue_changes;
  ELSE
    DELETE FROM issue_changes;
  END IF;
END $$;

-- Let every public issue wait as a change, to count all of them anew or to compare.
CREATE OR REPLACE FUNCTION issues_open_recount() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM issues_open_changes();
  DELETE FROM issue_changes;
  INSERT INTO issue_changes
  SELECT coalesce(neighbourhood_id, 0), category_id, status, to_char(reported_day, 'YYYYMMDD')::integer, morton,
         morton_gather(morton), morton_gather(morton >> 1), (precision = 'exact')::integer, 1
  FROM issues_issue WHERE visibility = 'public';
END $$;

-- Make all counts anew from the issues.
CREATE OR REPLACE FUNCTION issues_recount_all() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount;
  DELETE FROM issues_cellcount;
  PERFORM issues_open_recount();
  PERFORM issues_apply_changes();
END $$;

-- Whether so many changed rows are most of all that is counted, so that a recount is cheaper.
CREATE OR REPLACE FUNCTION issues_are_most(changed bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN changed > 1000 AND 2 * changed > (SELECT sum(count) FROM issues_dailycount);
END $$;

-- Counts follow every statement that adds, changes or removes issues; only public ones count. One
-- transaction at a time counts, until its commit: with several statements in each, no order of keys
-- could keep two from locking each other out.
CREATE OR REPLACE FUNCTION issues_count_statement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('issues_cellcount'));
  IF TG_OP = 'UPDATE' THEN  -- alone, for there are no new_rows of a DELETE to speak of
    IF issues_are_most((SELECT count(*) FROM new_rows)) THEN
      PERFORM issues_recount_all();
      RETURN NULL;
    END IF;
  END IF;
  PERFORM issues_open_changes();
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO issue_changes
    SELECT coalesce(neighbourhood_id, 0), category_id, status, to_char(reported_day, 'YYYYMMDD')::integer, morton,
           morton_gather(morton), morton_gather(morton >> 1), (precision = 'exact')::integer, 1
    FROM new_rows WHERE visibility = 'public';
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO issue_changes
    SELECT coalesce(neighbourhood_id, 0), category_id, status, to_char(reported_day, 'YYYYMMDD')::integer, morton,
           -morton_gather(morton), -morton_gather(morton >> 1), -(precision = 'exact')::integer, -1
    FROM old_rows WHERE visibility = 'public';
  END IF;
  PERFORM issues_apply_changes();
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION issues_count_truncated() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount;
  DELETE FROM issues_cellcount;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS issue_count_inserted ON issues_issue;
CREATE TRIGGER issue_count_inserted AFTER INSERT ON issues_issue
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_statement();

DROP TRIGGER IF EXISTS issue_count_deleted ON issues_issue;
CREATE TRIGGER issue_count_deleted AFTER DELETE ON issues_issue
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_statement();

DROP TRIGGER IF EXISTS issue_count_updated ON issues_issue;
CREATE TRIGGER issue_count_updated AFTER UPDATE ON issues_issue
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_statement();

DROP TRIGGER IF EXISTS issue_count_truncated ON issues_issue;
CREATE TRIGGER issue_count_truncated AFTER TRUNCATE ON issues_issue
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_truncated();

DROP FUNCTION IF EXISTS issues_count_inserted, issues_count_deleted, issues_count_updated;

-- How many kept counts, daily or of cells, differ from a recount. A kept 0 equals a missing one.
CREATE OR REPLACE FUNCTION issues_wrong_counts() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  wrong bigint;
BEGIN
  PERFORM issues_open_recount();
  SELECT (SELECT count(*) FROM issues_count_differences) + (
    SELECT count(*)
    FROM issues_cells_of_changes() AS made
    FULL JOIN issues_cellcount AS kept
      USING (level, category_id, status, period, cell, neighbourhood_id)
    WHERE (coalesce(made.count, 0), coalesce(made.exact, 0), coalesce(made.sum_x, 0), coalesce(made.sum_y, 0))
       <> (coalesce(kept.count, 0), coalesce(kept.exact, 0), coalesce(kept.sum_x, 0), coalesce(kept.sum_y, 0))
  ) INTO wrong;
  DELETE FROM issue_changes;
  RETURN wrong;
END $$;

-- A mahalle or a category that goes away takes its counts of 0 along; one that still counts issues
-- cannot go.
CREATE OR REPLACE FUNCTION issues_forget_neighbourhoods() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount
  WHERE count = 0 AND neighbourhood_id IN (SELECT id FROM old_neighbourhoods);
  DELETE FROM issues_cellcount
  WHERE count = 0 AND neighbourhood_id IN (SELECT id FROM old_neighbourhoods);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS neighbourhood_forget_counts ON neighbourhoods_neighbourhood;
CREATE TRIGGER neighbourhood_forget_counts AFTER DELETE ON neighbourhoods_neighbourhood
REFERENCING OLD TABLE AS old_neighbourhoods
FOR EACH STATEMENT EXECUTE FUNCTION issues_forget_neighbourhoods();

CREATE OR REPLACE FUNCTION issues_forget_categories() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount
  WHERE count = 0 AND category_id IN (SELECT id FROM old_categories);
  DELETE FROM issues_cellcount
  WHERE count = 0 AND category_id IN (SELECT id FROM old_categories);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS category_forget_counts ON issues_category;
CREATE TRIGGER category_forget_counts AFTER DELETE ON issues_category
REFERENCING OLD TABLE AS old_categories
FOR EACH STATEMENT EXECUTE FUNCTION issues_forget_categories();
