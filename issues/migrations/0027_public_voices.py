"""When others said the same of a public issue."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0026_placed_at_the_desk")]
    operations = [InstallSql("issues", "public_voices.sql", "9f40f94e739c")]
