-- Keep the ids of photos that are deleted, by whatever way: an address once given to a picture shows no
-- other one later, and a photo that was removed cannot be sent again under its id.
CREATE OR REPLACE FUNCTION issues_keep_removed_photos() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO issues_removedphoto (id) SELECT id FROM gone ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS removed_photos ON issues_photo;
CREATE TRIGGER removed_photos AFTER DELETE ON issues_photo
REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION issues_keep_removed_photos();
