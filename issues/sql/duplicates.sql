-- A duplicate points to a report that is none itself: no chain, so no circle. The lock makes two who
-- merge at the same time see each other.
CREATE OR REPLACE FUNCTION issues_keep_duplicates_flat() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM issues_issue WHERE id = NEW.duplicate_of_id FOR UPDATE;
  IF EXISTS (SELECT FROM issues_issue WHERE id = NEW.duplicate_of_id AND duplicate_of_id IS NOT NULL)
    OR EXISTS (SELECT FROM issues_issue WHERE duplicate_of_id = NEW.id)
  THEN
    RAISE EXCEPTION 'a duplicate of a duplicate: issue %', NEW.number
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS issue_duplicates_flat ON issues_issue;
CREATE TRIGGER issue_duplicates_flat
BEFORE INSERT OR UPDATE OF duplicate_of_id ON issues_issue
FOR EACH ROW WHEN (NEW.duplicate_of_id IS NOT NULL)
EXECUTE FUNCTION issues_keep_duplicates_flat();
