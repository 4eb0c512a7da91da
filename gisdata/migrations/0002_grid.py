"""The grid that issues are counted in."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("gisdata", "0001_functions")]
    operations = [InstallSql("gisdata", "grid.sql", "66b4e653f24a")]
