"""The cells go out by their view where Django asks for them, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0022_public_pins"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "category_id",
                        "period",
                        "cell",
                        "neighbourhood_id",
                        "status",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("category_id", models.IntegerField()),
                ("period", models.IntegerField()),
                ("cell", models.BigIntegerField()),
                ("neighbourhood_id", models.IntegerField()),
                ("status", models.CharField(max_length=15)),
                ("count", models.IntegerField()),
                ("exact", models.IntegerField()),
                ("sum_x", models.BigIntegerField()),
                ("sum_y", models.BigIntegerField()),
            ],
            options={
                "db_table": "public_issue_cells",
                "managed": False,
            },
        ),
    ]
