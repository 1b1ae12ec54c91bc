"""Quantities in English and Chinese text: what each number says, exactly, and where it stands."""

from generator.quantities.hedges import Bound, bound
from generator.quantities.reader import Kind, Quantity, quantities
from generator.quantities.units import CURRENCIES, MEASURED, same_kind

__all__ = ["CURRENCIES", "MEASURED", "Bound", "Kind", "Quantity", "bound", "quantities", "same_kind"]
