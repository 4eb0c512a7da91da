"""What everybody may read of an issue's history goes out by views, like all else."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0019_private_stays_private"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("acknowledged", "acknowledged"),
                            ("in_progress", "in progress"),
                            ("resolved", "resolved"),
                            ("declined", "declined"),
                        ],
                        max_length=15,
                    ),
                ),
                ("note", models.TextField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "public_changes",
                "ordering": ["changed_at", "id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublicStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
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
                            ("reopened", "reopened by its reporter"),
                            ("erased", "words and photos erased"),
                            ("photo_added", "photo added"),
                            ("photo_removed", "photo removed for good"),
                        ],
                        max_length=15,
                    ),
                ),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "db_table": "public_steps",
                "ordering": ["id"],
                "managed": False,
            },
        ),
    ]
