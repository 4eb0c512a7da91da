"""The views that layers are read from, places among them."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("maps", "0003_layers_of_updates"),
        ("places", "0002_database_rules"),
        ("issues", "0023_public_cells"),
    ]
    operations = [InstallSql("maps", "layers.sql", "4cfe042cc734")]
