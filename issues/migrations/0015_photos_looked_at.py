"""Photos that wait for a moderator, and the ids of those that were removed."""

import django.db.models.functions.datetime
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0014_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="RemovedPhoto",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "removed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="photo",
            name="shown_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, null=True
            ),
        ),
        migrations.AlterField(
            model_name="moderationstep",
            name="action",
            field=models.CharField(
                choices=[
                    ("published", "published"),
                    ("held", "held for review"),
                    ("taken_down", "taken down"),
                    ("merged", "joined with another report"),
                    ("redacted", "personal data taken out"),
                    ("recategorised", "category changed"),
                    ("moved", "place corrected"),
                    ("answered", "answered"),
                    ("commented", "commented"),
                    ("undone", "last step undone"),
                    ("edited", "edited by its reporter"),
                    ("withdrawn", "taken back by its reporter"),
                    ("photo_added", "photo added"),
                    ("photo_removed", "photo removed for good"),
                ],
                max_length=15,
            ),
        ),
        InstallSql("issues", "public_photos.sql", "fa5b176587c8"),
        InstallSql("issues", "removed_photos.sql", "8cf5aff9ef08"),
    ]
