"""The mahalle, the counts and the public view, kept by the database."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial"), ("neighbourhoods", "0002_lifetime")]
    operations = [
        InstallSql("issues", "mahalle.sql", "eddb0e5abf25"),
        InstallSql("issues", "counts.sql", "972e7941d1fb"),
        InstallSql("issues", "categories.sql", "6628f973ec4b"),
        InstallSql("issues", "public_issues.sql", "7755b1ca0061"),
    ]
