-- What everybody may read of an issue's history, gone with it in the same transaction: its answers,
CREATE OR REPLACE VIEW public_changes AS
SELECT change.id, public_issues.number AS issue_id, change.to_status, change.note, change.changed_at,
    change.source
FROM issues_statuschange change
JOIN issues_issue issue ON issue.id = change.issue_id
JOIN public_issues USING (number);

-- and the steps that changed what people read (PUBLIC_STEPS), without who took them.
CREATE OR REPLACE VIEW public_steps AS
SELECT step.id, public_issues.number AS issue_id, step.action, step.taken_at
FROM issues_moderationstep step
JOIN issues_issue issue ON issue.id = step.issue_id
JOIN public_issues USING (number)
WHERE step.action IN ('redacted', 'recategorised', 'moved', 'edited', 'photo_removed');
