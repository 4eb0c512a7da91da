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


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("places", "0008_flags"),
        ("workinggroups", "0011_seen_effects"),
    ]

    operations = [
        InstallSql("workinggroups", "frozen.sql", "a52d011e5471"),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
    ]
