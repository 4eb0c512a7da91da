"""The views that layers are read from, hot spots among them."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("maps", "0004_layers_of_places"),
        ("planning", "0005_patterns"),
        ("gisdata", "0004_hexagons"),
    ]
    operations = [InstallSql("maps", "layers.sql", "b5eb6bcebb6c")]
