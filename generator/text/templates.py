"""What all templates have in common."""

from __future__ import annotations

import traceback

from jinja2 import TemplateError, TemplateSyntaxError

from generator.model.problems import CannotGoOn


def template_fault(error: TemplateError) -> CannotGoOn:
    """What is wrong with a template, and where, as far as Jinja says."""
    where = ""
    if isinstance(error, TemplateSyntaxError):
        where = f"{error.filename}:{error.lineno}: "
    else:
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.endswith(".j2"):
                where = f"{frame.f_code.co_filename}:{line}: "
    return CannotGoOn(f"{where}{error.message}; fix the template")
