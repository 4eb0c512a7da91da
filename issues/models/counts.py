"""The counts that the database's triggers keep."""

from django.contrib.gis.db import models

from issues.models.categories import Category
from issues.models.choices import Status
from issues.querysets import DailyCountQuerySet, PublicCellQuerySet
from neighbourhoods.models import Neighbourhood


class DailyCount(models.Model):
    """How many public issues of one kind were reported in one mahalle on one day.

    Kept by the database's triggers; a mahalle of NULL is "outside". Numbers of days that are not about
    single issues come from here, those of all time from `PublicCell`: see `kept_counts`.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    category = models.ForeignKey(Category, on_delete=models.DO_NOTHING, related_name="+")
    status = models.CharField(max_length=15, choices=Status)
    day = models.DateField()
    count = models.IntegerField()

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "category", "status", "neighbourhood"],
                nulls_distinct=False,
                name="dailycount_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.category_id} {self.status}: {self.count}"


class CellFacts(models.Model):
    """How many public issues of one kind lie in one cell of the grid: see issues/sql/cells.sql.

    0 and "" stand for all; cells, levels and sums are of the grid of gisdata/sql/grid.sql.
    """

    pk = models.CompositePrimaryKey(
        "level", "category_id", "period", "cell", "neighbourhood_id", "status"
    )
    level = models.SmallIntegerField()
    category_id = models.IntegerField()
    period = models.IntegerField()
    cell = models.BigIntegerField()
    neighbourhood_id = models.IntegerField()
    status = models.CharField(max_length=15)
    count = models.IntegerField()
    exact = models.IntegerField()
    sum_x = models.BigIntegerField()
    sum_y = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.level}/{self.cell} {self.period}: {self.count}"


class CellCount(CellFacts):
    """What is kept by the database's triggers, like `DailyCount`."""


class PublicCell(CellFacts):
    """A row of the view `public_issue_cells`, by which the cells go out."""

    objects = PublicCellQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "public_issue_cells"
