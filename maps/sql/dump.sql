-- A dump is withdrawn in the transaction in which anything that it holds stops being public, or reads otherwise:
-- a report that is hidden, moved or reworded, a place or what was seen of it. A new status withdraws nothing.
CREATE OR REPLACE FUNCTION withdraw_dumps() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever begins a dump waits for this transaction, so that it either reads what is left or is withdrawn here.
  PERFORM pg_advisory_xact_lock_shared(hashtext('maps_dump'));
  UPDATE maps_dump SET withdrawn_at = clock_timestamp() WHERE withdrawn_at IS NULL;
END
$$;

CREATE OR REPLACE FUNCTION withdraw_dumps_after_issues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM before WHERE visibility = 'public') THEN PERFORM withdraw_dumps(); END IF;
  ELSIF EXISTS (
    SELECT FROM before b JOIN after a USING (id)
    WHERE b.visibility = 'public'
      AND (a.visibility <> 'public' OR a.description <> b.description OR a.spot <> b.spot
           OR a.precision <> b.precision OR NOT a.location ~= b.location)
  ) THEN PERFORM withdraw_dumps();
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION withdraw_dumps_after_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM before WHERE visibility = 'public') THEN PERFORM withdraw_dumps(); END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER withdraw_dumps_when_changed AFTER UPDATE ON issues_issue
REFERENCING OLD TABLE AS before NEW TABLE AS after
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_issues();

CREATE OR REPLACE TRIGGER withdraw_dumps_when_deleted AFTER DELETE ON issues_issue
REFERENCING OLD TABLE AS before
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_issues();

CREATE OR REPLACE TRIGGER withdraw_dumps_when_changed AFTER UPDATE ON places_place
REFERENCING OLD TABLE AS before
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_places();

CREATE OR REPLACE TRIGGER withdraw_dumps_when_deleted AFTER DELETE ON places_place
REFERENCING OLD TABLE AS before
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_places();

CREATE OR REPLACE TRIGGER withdraw_dumps_when_changed AFTER UPDATE ON places_condition
REFERENCING OLD TABLE AS before
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_places();

CREATE OR REPLACE TRIGGER withdraw_dumps_when_deleted AFTER DELETE ON places_condition
REFERENCING OLD TABLE AS before
FOR EACH STATEMENT EXECUTE FUNCTION withdraw_dumps_after_places();
