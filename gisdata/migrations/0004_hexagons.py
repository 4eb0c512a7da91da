"""The grid of hexagons, for layers and for planning."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("gisdata", "0003_names")]
    operations = [InstallSql("gisdata", "hexagons.sql", "724ff43c319d")]
