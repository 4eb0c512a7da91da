"""Who a merge led along, and the supporters that came with a duplicate: so that it can be undone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0009_updates"),
    ]

    operations = [
        migrations.AddField(
            model_name="moderationstep",
            name="duplicate_of_before",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="issues.issue",
            ),
        ),
        migrations.AddField(
            model_name="moderationstep",
            name="led_along",
            field=models.ManyToManyField(
                help_text="duplicates of a duplicate that was merged",
                related_name="+",
                to="issues.issue",
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="via",
            field=models.ForeignKey(
                db_index=False,
                help_text="the duplicate that was supported in truth",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="issues.issue",
            ),
        ),
        migrations.AddIndex(
            model_name="support",
            index=models.Index(
                condition=models.Q(("via__isnull", False)), fields=["via"], name="support_via"
            ),
        ),
    ]
