-- How satisfied reporters were with the closing of a public report, for sums: without their words.
CREATE OR REPLACE VIEW public_scores AS
SELECT rating.change_id, public_issues.number AS issue_id, change.changed_at, rating.score
FROM issues_rating rating
JOIN issues_statuschange change ON change.id = rating.change_id
JOIN issues_issue issue ON issue.id = change.issue_id
JOIN public_issues USING (number);
