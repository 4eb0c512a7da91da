"""PostGIS and the functions that every app's tables use."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateExtension("postgis"),
        CreateExtension("btree_gist"),
        InstallSql("gisdata", "functions.sql", "5d3747061984"),
    ]
