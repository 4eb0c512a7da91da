-- The public reports about each place of the register; those about a place that was joined with another are
-- about that other one.
CREATE OR REPLACE VIEW public_place_issues AS
SELECT i.number, p.number AS place_id, c.name_tr AS category_tr, c.name_en AS category_en,
       i.closed_at IS NULL AS is_open, i.reported_at
FROM issues_placedissue t
JOIN issues_issue issue ON issue.id = t.issue_id
JOIN public_issues i USING (number)
JOIN issues_category c ON c.id = i.category_id
JOIN places_place named ON named.id = t.place_id
JOIN places_place p ON p.id = coalesce(named.merged_into_id, named.id)
WHERE p.visibility = 'public' AND p.status = 'verified';
