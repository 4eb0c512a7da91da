-- A decision that is made never changes, nor goes: another one supersedes it.
CREATE OR REPLACE FUNCTION workinggroups_keep_decision() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a decision never changes: supersede it by another';
END
$$;

DROP TRIGGER IF EXISTS workinggroups_decision_stays ON workinggroups_decision;
CREATE TRIGGER workinggroups_decision_stays BEFORE UPDATE OR DELETE ON workinggroups_decision
FOR EACH ROW WHEN (OLD.outcome <> 'voting') EXECUTE FUNCTION workinggroups_keep_decision();

-- While it is voted on, its words and who has a voice stay as they were when it was put to the vote.
DROP TRIGGER IF EXISTS workinggroups_question_stays ON workinggroups_decision;
CREATE TRIGGER workinggroups_question_stays BEFORE UPDATE ON workinggroups_decision
FOR EACH ROW WHEN (OLD.outcome = 'voting' AND (NEW.text, NEW.rationale, NEW.way, NEW.quorum, NEW.electors)
                   IS DISTINCT FROM (OLD.text, OLD.rationale, OLD.way, OLD.quorum, OLD.electors))
EXECUTE FUNCTION workinggroups_keep_decision();

-- A vote counts while the vote runs, by a member who has a voice and had it when it began, once; it is never changed. Turns of a secret
-- vote are all written anew with each one, so that one who left meanwhile is still among them.
CREATE OR REPLACE FUNCTION workinggroups_may_vote() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM workinggroups_decision d
  JOIN workinggroups_membership m ON m.group_id = d.group_id
  WHERE d.id = NEW.decision_id AND d.outcome = 'voting' AND m.id = NEW.member_id
    AND m.id = ANY (d.electors)
    AND (TG_ARGV[0] = 'secret' OR m.state = 'in' AND m.role <> 'observer');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this vote does not count';
  END IF;
  RETURN NEW;
END
$$;

DROP TRIGGER IF EXISTS workinggroups_open_vote ON workinggroups_openvote;
CREATE TRIGGER workinggroups_open_vote BEFORE INSERT ON workinggroups_openvote
FOR EACH ROW EXECUTE FUNCTION workinggroups_may_vote('open');

DROP TRIGGER IF EXISTS workinggroups_secret_turn ON workinggroups_secretturn;
CREATE TRIGGER workinggroups_secret_turn BEFORE INSERT ON workinggroups_secretturn
FOR EACH ROW EXECUTE FUNCTION workinggroups_may_vote('secret');

DROP TRIGGER IF EXISTS workinggroups_open_vote_stays ON workinggroups_openvote;
CREATE TRIGGER workinggroups_open_vote_stays BEFORE UPDATE ON workinggroups_openvote
FOR EACH ROW WHEN (NEW.member_id IS NOT NULL OR NEW.voice <> OLD.voice OR NEW.decision_id <> OLD.decision_id)
EXECUTE FUNCTION workinggroups_keep_decision();

-- What was told of an action stays as it was told.
DROP TRIGGER IF EXISTS workinggroups_step_stays ON workinggroups_actionstep;
CREATE TRIGGER workinggroups_step_stays BEFORE UPDATE ON workinggroups_actionstep
FOR EACH ROW WHEN ((NEW.progress, NEW.note, NEW.taken_on) IS DISTINCT FROM (OLD.progress, OLD.note, OLD.taken_on))
EXECUTE FUNCTION workinggroups_keep_decision();

-- Writes the tables of secret votes into new files, in the order of the members, so that no row of before is left
-- in the old ones. Not VACUUM: that keeps what a transaction of another may still see.
CREATE OR REPLACE FUNCTION workinggroups_leave_no_trace() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE workinggroups_secretturn, workinggroups_secrettally IN ACCESS EXCLUSIVE MODE;
  CREATE TEMPORARY TABLE kept_turns ON COMMIT DROP AS SELECT decision_id, member_id FROM workinggroups_secretturn;
  CREATE TEMPORARY TABLE kept_tallies ON COMMIT DROP AS SELECT * FROM workinggroups_secrettally;
  TRUNCATE workinggroups_secretturn, workinggroups_secrettally;
  ALTER TABLE workinggroups_secretturn DISABLE TRIGGER workinggroups_secret_turn;
  INSERT INTO workinggroups_secretturn (decision_id, member_id)
  SELECT decision_id, member_id FROM kept_turns ORDER BY decision_id, member_id;
  INSERT INTO workinggroups_secrettally SELECT * FROM kept_tallies;
  SET CONSTRAINTS ALL IMMEDIATE;
  ALTER TABLE workinggroups_secretturn ENABLE TRIGGER workinggroups_secret_turn;
END
$$;
