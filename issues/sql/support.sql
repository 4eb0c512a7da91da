-- An issue's number of supporters follows every support that is given or withdrawn.
CREATE OR REPLACE FUNCTION issues_count_support() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO issues_supportcount AS kept (issue_id, count) VALUES (NEW.issue_id, 1)
    ON CONFLICT (issue_id) DO UPDATE SET count = kept.count + 1;
  ELSE
    UPDATE issues_supportcount SET count = count - 1 WHERE issue_id = OLD.issue_id;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS support_counted ON issues_support;
CREATE TRIGGER support_counted AFTER INSERT OR DELETE ON issues_support
FOR EACH ROW EXECUTE FUNCTION issues_count_support();
