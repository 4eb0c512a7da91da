"""The lexicon stands in intake now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issues", "0023_public_cells"), ("intake", "0001_hate_terms")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("HateTerm")])
    ]
