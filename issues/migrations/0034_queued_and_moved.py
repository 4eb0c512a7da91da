"""Jobs that wait are told the number of a report instead of its secret id, and no event knows where a pin was before."""

import pgtrigger
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WAITING = """
UPDATE procrastinate_jobs j
SET args = jsonb_build_object('number', i.number) || (j.args - 'issue')
FROM issues_issue i
WHERE j.task_name IN ('issues.follow.tasks.alert', 'issues.open311.tasks.fetch_photo')
  AND j.status IN ('todo', 'doing', 'failed') AND j.args ? 'issue' AND i.id::text = j.args ->> 'issue'
"""
MOVED = """
UPDATE issues_issueevent e SET location = i.location
FROM issues_issue i
WHERE e.pgh_obj_id = i.id AND NOT e.location ~= i.location
"""


def place_events(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let each event say where the pin is now, past the trigger that lets nobody change one."""
    append_only = pgtrigger.ignore("issues.IssueEvent:append_only")
    with append_only, editor.connection.cursor() as cursor:
        cursor.execute(MOVED)


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0033_blurred"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RunPython(place_events, migrations.RunPython.noop),
    ]
