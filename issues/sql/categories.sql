-- Categories stand in two levels: a group has no group above it, and what is in a group has none below.
CREATE OR REPLACE FUNCTION issues_keep_two_levels() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parent_id IS NOT NULL AND (
    EXISTS (SELECT FROM issues_category WHERE id = NEW.parent_id AND parent_id IS NOT NULL)
    OR EXISTS (SELECT FROM issues_category WHERE parent_id = NEW.id)
  ) THEN
    RAISE EXCEPTION 'categories have two levels; % would make a third', NEW.slug
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS category_two_levels ON issues_category;
CREATE TRIGGER category_two_levels
BEFORE INSERT OR UPDATE OF parent_id ON issues_category
FOR EACH ROW EXECUTE FUNCTION issues_keep_two_levels();
