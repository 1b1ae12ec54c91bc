"""Data as the YAML that editors read: lines that are put into a file, or that make one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


class Raw(str):
    """A number or a date, which needs no quotes."""


def block(value: Any, key: str = "") -> Iterator[str]:
    """Data as lines of YAML, a list of names within brackets."""
    lead = [f"{key}:"] if key else []
    if isinstance(value, dict):
        yield from lead
        for name, inner in value.items():
            yield from (f"{'  ' if key else ''}{line}" for line in block(inner, name))
    elif isinstance(value, list) and key == "without":
        yield f"{key}: [{', '.join(value)}]"
    elif isinstance(value, list):
        yield from lead
        for one in value:
            first, *rest = block(one)
            yield from (f"{'  ' if key else ''}{line}" for line in (f"- {first}", *(f"  {line}" for line in rest)))
    else:
        yield f"{key}: {scalar(value)}" if key else scalar(value)


def scalar(value: str) -> str:
    """A text as YAML has it in one line, in quotes where it needs them."""
    if isinstance(value, Raw):
        return str(value)
    text: str = yaml.safe_dump(str(value), allow_unicode=True, width=10**6, default_flow_style=True)
    return text.removesuffix("\n").removesuffix("...").removesuffix("\n")
