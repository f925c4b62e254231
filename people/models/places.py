"""Areas, contract areas and prisons: reference lists, loaded by `load_reference`."""

from django.db import models


class ContractArea(models.Model):
    """A CFO contract area; hubs and areas belong to one."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A local authority area, or one of the three groups for everywhere else (`areas.csv`).

    Centres are approximate, in degrees.
    """

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    region = models.CharField(max_length=60, blank=True)
    contract_area = models.ForeignKey(ContractArea, null=True, on_delete=models.PROTECT, related_name="areas")
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Prison(models.Model):
    """A prison of England (`prisons.csv`)."""

    name = models.CharField(max_length=80, unique=True)
    region = models.CharField(max_length=60, blank=True)
    holds = models.CharField(max_length=40)
    cfo_role = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
