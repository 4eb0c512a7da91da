"""How satisfied reporters were goes into sums by a public view."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0027_public_voices")]
    operations = [InstallSql("issues", "public_scores.sql", "e54509b63119")]
