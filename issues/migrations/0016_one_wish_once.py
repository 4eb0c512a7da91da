"""A wish to be written to is kept once, knows what was asked for last and how often it was mailed."""

from django.db import migrations, models
from django.db.models import F, Window
from django.db.models.functions import Lower, RowNumber

import gisdata.functions

PACES = [("at_once", "at once"), ("daily", "once a day, if there is something")]
LANGUAGES = [("tr", "Türkçe"), ("en", "English")]


def keep_one_of_each(apps, _schema_editor):
    """Write addresses in lower case, and of the same wish keep what was confirmed last."""
    rows = apps.get_model("issues", "Subscription").objects
    same = [Lower("email"), "issue", "neighbourhood_code", "category", "area_hash"]
    newest = [F("confirmed_at").desc(nulls_last=True), "pk"]
    numbered = rows.annotate(place=Window(RowNumber(), partition_by=same, order_by=newest))
    doubles = list(numbered.filter(place__gt=1).values_list("pk", flat=True))
    rows.filter(pk__in=doubles).delete()
    rows.update(email=Lower("email"), asked_pace=F("pace"), asked_language=F("language"))


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0015_photos_looked_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="subscription",
            name="area_hash",
            field=models.GeneratedField(
                db_persist=True,
                expression=gisdata.functions.AreaHash("area"),
                output_field=models.CharField(max_length=32, null=True),
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="asked_pace",
            field=models.CharField(choices=PACES, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="subscription",
            name="asked_language",
            field=models.CharField(choices=LANGUAGES, default="", max_length=5),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="subscription",
            name="asked_at",
            field=models.DateTimeField(
                editable=False, help_text="when the owner was last asked to confirm", null=True
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="asks",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="e-mails that nobody answered, none of them a day after the one before",
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="email",
            field=models.EmailField(help_text="in lower case", max_length=254),
        ),
        migrations.RunPython(keep_one_of_each, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                fields=("email", "issue", "neighbourhood_code", "category", "area_hash"),
                name="subscription_once",
                nulls_distinct=False,
            ),
        ),
    ]
