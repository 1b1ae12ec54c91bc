"""Quantities in English and Chinese text: what each number says, exactly, and where it stands. README.md says more."""

from generator.quantities.declared import names_in
from generator.quantities.hedges import Bound, bound
from generator.quantities.nouns import is_counted, same_kind
from generator.quantities.quantity import Kind, Quantity
from generator.quantities.reader import Reader, reader_for
from generator.quantities.vocabulary import UnitWords, Vocabulary, form_key

__all__ = [
    "Bound",
    "Kind",
    "Quantity",
    "Reader",
    "UnitWords",
    "Vocabulary",
    "bound",
    "form_key",
    "is_counted",
    "names_in",
    "reader_for",
    "same_kind",
]
