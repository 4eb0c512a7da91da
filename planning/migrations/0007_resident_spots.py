"""Where residents are thought to be, as a function."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0006_months"),
        ("neighbourhoods", "0004_basemap"),
    ]
    operations = [InstallSql("planning", "resident_spots.sql", "9ed4e54eebef")]
