-- What everybody may see of issues. Every public channel reads these views and nothing else.
CREATE OR REPLACE VIEW public_issues AS
SELECT i.number, i.location, i.precision, i.spot, i.category_id, i.neighbourhood_id, i.description,
       i.status, i.reported_at, i.closed_at, i.reported_day, i.morton,
       coalesce(s.count, 0) AS support_count, i.updated_at
FROM issues_issue i
LEFT JOIN issues_supportcount s ON s.issue_id = i.id
WHERE i.visibility = 'public';

-- Their counts by cells of the grid.
CREATE OR REPLACE VIEW public_issue_cells AS
SELECT level, category_id, status, period, cell, neighbourhood_id, count, exact, sum_x, sum_y
FROM issues_cellcount
WHERE count > 0;
