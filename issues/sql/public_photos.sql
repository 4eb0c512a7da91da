-- Photos of the issues that everybody may see: gone with them in the same transaction.
CREATE OR REPLACE VIEW public_photos AS
SELECT photo.id, public_issues.number AS issue_id, photo.position, photo.width, photo.height
FROM issues_photo photo
JOIN issues_issue issue ON issue.id = photo.issue_id
JOIN public_issues USING (number);
