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

-- The three functions below keep the counts, one statement at a time. Each works through its keys in
-- the same order, so that two statements at once wait for each other and never lock each other out.
CREATE OR REPLACE FUNCTION issues_count_inserted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO issues_dailycount AS kept (neighbourhood_id, category_id, status, day, count)
  SELECT neighbourhood_id, category_id, status, local_day(reported_at), count(*)
  FROM new_rows
  WHERE visibility = 'public'
  GROUP BY 1, 2, 3, 4
  ORDER BY 4, 2, 3, 1
  ON CONFLICT (day, category_id, status, neighbourhood_id)
  DO UPDATE SET count = kept.count + excluded.count;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION issues_count_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO issues_dailycount AS kept (neighbourhood_id, category_id, status, day, count)
  SELECT neighbourhood_id, category_id, status, local_day(reported_at), -count(*)
  FROM old_rows
  WHERE visibility = 'public'
  GROUP BY 1, 2, 3, 4
  ORDER BY 4, 2, 3, 1
  ON CONFLICT (day, category_id, status, neighbourhood_id)
  DO UPDATE SET count = kept.count + excluded.count;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION issues_count_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO issues_dailycount AS kept (neighbourhood_id, category_id, status, day, count)
  SELECT neighbourhood_id, category_id, status, local_day(reported_at), sum(change)
  FROM (
    SELECT neighbourhood_id, category_id, status, reported_at, visibility, 1 AS change FROM new_rows
    UNION ALL
    SELECT neighbourhood_id, category_id, status, reported_at, visibility, -1 FROM old_rows
  ) AS changed_rows
  WHERE visibility = 'public'
  GROUP BY 1, 2, 3, 4
  HAVING sum(change) <> 0
  ORDER BY 4, 2, 3, 1
  ON CONFLICT (day, category_id, status, neighbourhood_id)
  DO UPDATE SET count = kept.count + excluded.count;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION issues_count_truncated() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS issue_count_inserted ON issues_issue;
CREATE TRIGGER issue_count_inserted AFTER INSERT ON issues_issue
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_inserted();

DROP TRIGGER IF EXISTS issue_count_deleted ON issues_issue;
CREATE TRIGGER issue_count_deleted AFTER DELETE ON issues_issue
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_deleted();

DROP TRIGGER IF EXISTS issue_count_updated ON issues_issue;
CREATE TRIGGER issue_count_updated AFTER UPDATE ON issues_issue
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_updated();

DROP TRIGGER IF EXISTS issue_count_truncated ON issues_issue;
CREATE TRIGGER issue_count_truncated AFTER TRUNCATE ON issues_issue
FOR EACH STATEMENT EXECUTE FUNCTION issues_count_truncated();

-- A mahalle or a category that goes away takes its counts of 0 along; one that still counts issues
-- cannot go.
CREATE OR REPLACE FUNCTION issues_forget_neighbourhoods() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM issues_dailycount
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
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS category_forget_counts ON issues_category;
CREATE TRIGGER category_forget_counts AFTER DELETE ON issues_category
REFERENCING OLD TABLE AS old_categories
FOR EACH STATEMENT EXECUTE FUNCTION issues_forget_categories();
