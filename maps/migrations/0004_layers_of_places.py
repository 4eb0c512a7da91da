"""The views that layers are read from, places among them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("maps", "0003_layers_of_updates"),
        ("places", "0002_database_rules"),
        ("issues", "0025_placed_issues"),
    ]
    operations = []  # layers.sql is installed by the newest migration that changed it
