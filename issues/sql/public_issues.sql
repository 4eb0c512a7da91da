-- What everybody may see of issues. Every public channel reads this view and nothing else.
CREATE OR REPLACE VIEW public_issues AS
SELECT number, location, precision, spot, category_id, neighbourhood_id, description, status,
       reported_at, closed_at, local_day(reported_at) AS reported_day
FROM issues_issue
WHERE visibility = 'public';
