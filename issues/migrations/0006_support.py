"""Support, what is near by, and words to find a category."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from gisdata.installed_sql import InstallSql
from issues.catalogue import KEYWORDS


def fill_keywords(apps, _editor):
    """Give the categories that are there already the words of the catalogue."""
    for category in apps.get_model("issues", "Category").objects.filter(slug__in=KEYWORDS):
        category.keywords_tr, category.keywords_en = KEYWORDS[category.slug]
        category.save(update_fields=["keywords_tr", "keywords_en"])


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0005_subscriptions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("supporter", models.UUIDField()),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupportCount",
            fields=[
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="issues.issue",
                    ),
                ),
                ("count", models.IntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="category",
            name="keywords_en",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="What people call it, with spaces between; the search finds these words, too.",
                max_length=300,
                verbose_name="other words in English",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="keywords_tr",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="What people call it, with spaces between; the search finds these words, too.",
                max_length=300,
                verbose_name="other words in Turkish",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="nearby_days",
            field=models.PositiveSmallIntegerField(
                default=180,
                help_text="Older reports are not offered.",
                verbose_name="near by: days",
            ),
        ),
        migrations.AddField(
            model_name="category",
            name="nearby_metres",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="Open reports this near are offered before a new one is sent.",
                validators=[django.core.validators.MaxValueValidator(1000)],
                verbose_name="near by: metres",
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("nearby_metres__lte", 1000)), name="category_nearby_metres"
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="issue",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="supports",
                to="issues.issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("issue", "supporter"), name="support_once"),
        ),
        InstallSql("issues", "support.sql", "ab353159fff7"),
        migrations.RunPython(fill_keywords, migrations.RunPython.noop),
    ]
