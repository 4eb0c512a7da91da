"""The mahalle, the counts and the public view, kept by the database."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial"), ("neighbourhoods", "0002_lifetime")]
    operations = [
        InstallSql("issues", "mahalle.sql", "1294e49033eb"),
        InstallSql("issues", "counts.sql", "ceb1237cf02d"),
        InstallSql("issues", "public_issues.sql", "7755b1ca0061"),
    ]
