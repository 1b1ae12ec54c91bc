"""The glossary: its page, and which of its terms a text uses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.content import Content
from generator.model.records import Term
from generator.pages.page import Link, Page, view
from generator.pages.parts import Catalogue


@view
class GlossaryPage(Page):
    """Each term with its name in Chinese and what it means."""

    terms: tuple[tuple[Link, str], ...]


def _sorted(content: Content) -> list[Term]:
    return sorted(content.glossary.values(), key=lambda term: (term.name.casefold(), term.id))


def _link(term: Term) -> Link:
    return Link(path=f"glossary.md#{term.id}", name=term.name, name_zh=term.name_zh)


def glossary_links(content: Content) -> tuple[Link, ...]:
    """The links to all terms, by name."""
    return tuple(map(_link, _sorted(content)))


def terms_in(content: Content, texts: Iterable[str]) -> tuple[Link, ...]:
    """The terms of the glossary that stand in any of these texts, by name; an abbreviation by its capitals alone."""
    whole = "\n".join(texts)

    def is_mentioned(term: Term) -> bool:
        flags = 0 if term.name[1:2].isupper() else re.IGNORECASE
        return re.search(rf"(?<!\w){re.escape(term.name)}s?(?!\w)", whole, flags) is not None

    return tuple(_link(term) for term in _sorted(content) if is_mentioned(term))


def glossary_page(catalogue: Catalogue) -> GlossaryPage:
    """The page of all terms, by name."""
    return GlossaryPage(
        path="glossary.md",
        template="glossary",
        record="content/glossary/",
        title="Glossary",
        description="Terms that sources and this site use, each in a sentence.",
        terms=tuple((_link(term), term.meaning) for term in _sorted(catalogue.content)),
    )
