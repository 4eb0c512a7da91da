"""How satisfied reporters were goes into sums by a view."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0027_public_voices")]
    operations = [InstallSql("issues", "scores_for_sums.sql", "440bd2e56b7d")]
