"""Photos of before know the nomination that they came with: that of their place.

Where another place was joined with it, nobody knows any more whose a photo was.
"""

from django.db import migrations

KNOWN = """
UPDATE places_placephoto SET nomination_id = place_id
WHERE condition_id IS NULL AND nomination_id IS NULL
  AND NOT EXISTS (SELECT FROM places_place m WHERE m.merged_into_id = place_id)
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0005_taken_back")]
    operations = [migrations.RunSQL(KNOWN, migrations.RunSQL.noop)]
