"""The log of what was erased."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_log_in_by_code"),
    ]

    operations = [
        migrations.CreateModel(
            name="ErasureLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="when",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "words and photos of a report"),
                            ("account", "account"),
                            ("address", "unconfirmed address"),
                            ("flag", "words of a flag"),
                            ("session", "session"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("rule", models.CharField(max_length=40, verbose_name="by which rule")),
                ("count", models.PositiveIntegerField(verbose_name="how many")),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["-erased_at", "-id"],
            },
        ),
    ]
