"""What was moved or erased leaves frozen views, words of people are not in them, and names leave the admin's log."""

from django.db import migrations

from gisdata.installed_sql import InstallSql

WORDS = r"""
UPDATE workinggroups_frozenfeature SET salt = '', content = ''
WHERE source = 'place' AND (content LIKE '%"other_names"%' OR content LIKE '%"hours"%')
"""
NAMES = """
UPDATE django_admin_log SET change_message = '', object_repr = ''
WHERE content_type_id IN (
  SELECT id FROM django_content_type
  WHERE app_label = 'workinggroups' AND model IN ('workinggroup', 'membership')
)
"""
RENAMED = """
UPDATE procrastinate_jobs SET task_name = 'workinggroups.groups.nightly.forget_unanswered'
WHERE task_name = 'workinggroups.groups.nightly.forget_invitations'
"""
MOVED = """
UPDATE workinggroups_frozenfeature f SET salt = '', content = ''
FROM issues_moderationstep s, issues_issue i
WHERE s.action = 'moved' AND i.id = s.issue_id AND f.source = 'issue' AND f.number = i.number AND f.content <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("issues", "0032_forwarding"),
        ("places", "0008_flags"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("workinggroups", "0011_seen_effects"),
    ]

    operations = [
        InstallSql("workinggroups", "frozen.sql", "a52d011e5471"),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        migrations.RunSQL(RENAMED, migrations.RunSQL.noop),
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
    ]
