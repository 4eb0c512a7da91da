-- When others said the same of a public issue, and nothing of who or in which words: those who support it, and
-- reports that were joined with it. Gone with the issue in the same transaction.
CREATE OR REPLACE VIEW public_voices AS
SELECT v.number AS issue_id, said.at AS said_at
FROM public_issues v
JOIN issues_issue i USING (number)
CROSS JOIN LATERAL (
  SELECT s.created_at FROM issues_support s WHERE s.issue_id = i.id
  UNION ALL
  SELECT d.reported_at FROM issues_issue d WHERE d.duplicate_of_id = i.id
) AS said (at);
