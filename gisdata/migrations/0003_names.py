"""Search in names by trigrams, and how names are made equal for it."""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("gisdata", "0002_grid")]
    operations = [
        TrigramExtension(),
        CreateExtension("fuzzystrmatch"),
        InstallSql("gisdata", "names.sql", "4bf266a54bfa"),
    ]
