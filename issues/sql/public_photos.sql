-- Photos of the issues that everybody may see, but for those that wait for a moderator: gone with their
-- issue in the same transaction.
CREATE OR REPLACE VIEW public_photos AS
SELECT photo.id, public_issues.number AS issue_id, photo.position, photo.width, photo.height
FROM issues_photo photo
JOIN issues_issue issue ON issue.id = photo.issue_id
JOIN public_issues USING (number)
WHERE photo.shown_at IS NOT NULL;
