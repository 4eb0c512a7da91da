"""What reporters do to their own reports: take them back, edit them, rate the outcome."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0010_merges"),
        ("neighbourhoods", "0002_lifetime"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        help_text="the step that closed the report",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rating",
                        serialize=False,
                        to="issues.statuschange",
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Not satisfied"), (2, "So-so"), (3, "Satisfied")]
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=1000)),
                (
                    "rated_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="issue",
            name="issue_visibility",
        ),
        migrations.AlterField(
            model_name="issue",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "public"),
                    ("held", "held for review"),
                    ("removed", "taken down"),
                    ("withdrawn", "taken back by its reporter"),
                ],
                db_default="public",
                default="public",
                max_length=10,
                verbose_name="visibility",
            ),
        ),
        migrations.AlterField(
            model_name="issueevent",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "public"),
                    ("held", "held for review"),
                    ("removed", "taken down"),
                    ("withdrawn", "taken back by its reporter"),
                ],
                db_default="public",
                default="public",
                max_length=10,
                verbose_name="visibility",
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
                    ("undone", "last step undone"),
                    ("edited", "edited by its reporter"),
                    ("withdrawn", "taken back by its reporter"),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="moderationstep",
            name="from_visibility",
            field=models.CharField(
                choices=[
                    ("public", "public"),
                    ("held", "held for review"),
                    ("removed", "taken down"),
                    ("withdrawn", "taken back by its reporter"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["public", "held", "removed", "withdrawn"])),
                name="issue_visibility",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 1), ("score__lte", 3)), name="rating_score"
            ),
        ),
    ]
