-- The answers that reports hold, a row each, with their question: for the staff.
CREATE OR REPLACE VIEW all_answers AS
SELECT issue.id AS issue_id, question.id AS question_id, answer.value
FROM issues_issue issue
CROSS JOIN LATERAL jsonb_each(issue.answers) AS answer
JOIN issues_question question ON question.code = answer.key;

-- Those that everybody may read: of public issues, to public questions.
CREATE OR REPLACE VIEW public_answers AS
SELECT public_issues.number AS issue_id, question_id, all_answers.value
FROM all_answers
JOIN issues_question question ON question.id = question_id AND question.is_public
JOIN issues_issue issue ON issue.id = all_answers.issue_id
JOIN public_issues USING (number);
