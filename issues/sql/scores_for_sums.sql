-- How satisfied reporters were with closings of public reports, without their words: for sums of five and more
-- (planning/workload). One row is one person's, so no page, file or API reads it.
CREATE OR REPLACE VIEW scores_for_sums AS
SELECT public_issues.number AS issue_id, rating.rated_at, rating.score
FROM issues_rating rating
JOIN issues_statuschange change ON change.id = rating.change_id
JOIN issues_issue issue ON issue.id = change.issue_id
JOIN public_issues USING (number);
