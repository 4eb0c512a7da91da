-- Comments that everybody may read: on the issues that everybody may see, gone with them in the same transaction.
CREATE OR REPLACE VIEW public_comments AS
SELECT comment.id, public_issues.number AS issue_id, comment.text, comment.is_official, comment.created_at
FROM issues_comment comment
JOIN issues_issue issue ON issue.id = comment.issue_id
JOIN public_issues USING (number)
WHERE comment.visibility = 'public';
