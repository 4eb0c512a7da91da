"""Photos of before know the nomination that they came with: that of their place."""

from django.db import migrations

KNOWN = """
UPDATE places_placephoto SET nomination_id = place_id
WHERE condition_id IS NULL AND nomination_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0005_taken_back")]
    operations = [migrations.RunSQL(KNOWN, migrations.RunSQL.noop)]
