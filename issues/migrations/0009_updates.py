"""When there was news of an issue: what feeds and daily e-mails go by."""

import django.db.models.functions.datetime
from django.db import migrations, models

from gisdata.installed_sql import InstallSql

# No step of anybody: neither history nor counts have to hear of it.
FILL = """
ALTER TABLE issues_issue DISABLE TRIGGER USER;
UPDATE issues_issue i SET updated_at = CASE
  WHEN i.visibility = 'held' AND i.reviewed_at IS NULL THEN NULL
  ELSE greatest(i.reported_at, c.last) END
FROM issues_issue j
LEFT JOIN (
  SELECT issue_id, max(changed_at) AS last FROM issues_statuschange GROUP BY issue_id
) c ON c.issue_id = j.id
WHERE j.id = i.id;
ALTER TABLE issues_issue ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0008_moderation"),
        ("neighbourhoods", "0002_lifetime"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="statuschange",
            name="statuschange_newest",
        ),
        migrations.AddField(
            model_name="issue",
            name="updated_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                editable=False,
                help_text="when everybody last learned something new of it; none before it was public",
                null=True,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                models.OrderBy(models.F("updated_at"), descending=True),
                models.OrderBy(models.F("number"), descending=True),
                condition=models.Q(("visibility", "public")),
                name="issue_updated",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visibility", "public"), _negated=True),
                    ("updated_at__isnull", False),
                    _connector="OR",
                ),
                name="issue_updated_at",
            ),
        ),
        InstallSql("issues", "public_issues.sql", "37bc217fc2df"),
    ]
