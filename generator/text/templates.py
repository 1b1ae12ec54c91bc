"""The environments in which templates are rendered: pages, their plain copies, the items of feeds.

A page's templates are rendered twice: in Markdown with the HTML that a browser needs, and in plain Markdown. Whatever
they print is text unless its type says that it is Markdown: each environment escapes every value, so that a forgotten
filter cannot let a record's text become markup. What has another form on the page than in the copy is printed by a
function of ``FORMS``, or by the filter ``html``.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.bccache import Bucket

from generator.model.problems import CannotGoOn
from generator.text.escape import (
    Markdown,
    mark_chinese,
    markdown_text,
    plain_code,
    plain_code_block,
    plain_text,
    web_address,
)

# Functions for the templates of pages: what each prints on a page, and in its copy. {} stands for its arguments,
# escaped, with spaces between them. An argument that is None or empty is left out; without any, nothing is printed.
FORMS = {
    "kicker": ('<p class="kicker">{}</p>', "{}"),
    "empty": ('<p class="empty">{}</p>', "{}"),
    "when": ('<span class="when">{}</span>', "**{}:**"),
    "label": ('<span class="label">{}</span>', "**{}:**"),
    "what": ('<span class="what">{}</span>', "{}"),
    "meta": ('<span class="meta">{}</span>', "{}"),
    "remark": ('<span class="remark">{}</span>', "({})"),
    "old": ('<span class="old">· {}</span>', "({})"),
    "strong": ("<strong>{}</strong>", "**{}**"),
    "struck": ("<del>{}</del>", "~~{}~~"),
    "put": ("<ins>{}</ins>", "{}"),
    "small": ("<small>{}</small>", "({})"),
    # What we said once, with the numbers that it had.
    "stood": ("<span data-was>{}</span>", "{}"),
    # What we count or work out ourselves, and no source says.
    "count": ("<span data-count>{}</span>", "{}"),
}

Escape = Callable[[object], Markdown]
Printer = Callable[..., Markdown]


def page_environment(templates: Path) -> Environment:
    """For pages: Markdown with the HTML that a browser needs."""
    environment = _environment(templates, mark_chinese, [page for page, _ in FORMS.values()])
    environment.filters["html"] = _html
    environment.globals.update(code=_code, code_block=_code_block, section_link=_section_link)
    return environment


def plain_environment(templates: Path) -> Environment:
    """For the copies of pages: Markdown without HTML and attributes."""
    environment = _environment(templates, plain_text, [plain for _, plain in FORMS.values()])
    environment.filters["html"] = lambda form, *values, plain="": Markdown(plain)
    environment.globals.update(
        code=plain_code,
        code_block=lambda lines: Markdown(f"\n{plain_code_block(lines)}\n"),
        section_link=lambda name, id: plain_text(name),
    )
    return environment


def feed_environment(templates: Path) -> Environment:
    """For the items of feeds: HTML."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
        auto_reload=False,
    )
    environment.filters["web"] = web_address
    return environment


def _environment(templates: Path, escape: Escape, forms: Iterable[str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 (``finalize`` escapes, for Markdown)
        finalize=pass_eval_context(lambda _, value: escape(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Both environments run what was compiled for one, so that nothing is evaluated while compiling: neither what
        # is constant nor, by ``pass_eval_context``, what is printed.
        optimized=False,
        bytecode_cache=_COMPILED,
        auto_reload=False,
    )
    environment.filters["web"] = lambda url: Markdown(web_address(url))
    environment.globals.update(zip(FORMS, (_printer(form, escape) for form in forms), strict=True))
    return environment


class Compiled(BytecodeCache):
    """Compiled templates, by name and content; compiling takes a third of the time of the copies. The code asks an
    environment for its filters, functions and ``finalize`` when it runs.

    They are kept where Python keeps its own compiled code, and no more than that is trusted.
    """

    def __init__(self, environment: str) -> None:
        """``environment`` names all that the code depends on besides the template: options and versions."""
        self._codes: dict[tuple[str, str], CodeType | None] = {}
        self._prefix = sha256(f"{environment} {sys.version} {jinja2.__version__}".encode()).hexdigest()[:16]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template that was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if not bucket.code:
            with suppress(OSError), self._file(bucket).open("rb") as file:
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._codes[bucket.key, bucket.checksum] = bucket.code
        if not sys.dont_write_bytecode:
            draft = self._file(bucket).with_suffix(f".{os.getpid()}")
            with suppress(OSError):
                draft.write_bytes(bucket.bytecode_to_string())
                draft.replace(self._file(bucket))

    def _file(self, bucket: Bucket) -> Path:
        return Path(__file__).with_name("__pycache__") / f"{self._prefix}-{bucket.key}.template"


_COMPILED = Compiled(Path(__file__).read_text(encoding="utf-8"))


_BEGINS_WITH_DOT = re.compile(r"(?:<[^>]*>)?·")


def _printer(form: str, escape: Escape) -> Printer:
    before, after = form.split("{}")

    def printed(*parts: object) -> Markdown:
        shown = [part for part in parts if part is not None and part != ""]
        # A dot stands between two parts; it goes with a part that says nothing, and before one that has its own.
        pairs = zip(shown, (*shown[1:], "·"), strict=False)
        kept = [part for part, after in pairs if part != "·" or not _BEGINS_WITH_DOT.match(str(after))]
        text = " ".join(escape(part) for part in kept[kept[:1] == ["·"] :])
        return Markdown(f"{before}{text}{after}") if text else Markdown()

    return printed


def _html(form: str, *values: object, plain: str = "") -> Markdown:
    """HTML or an attribute list as a template has it, with a value for each ``%s``; the copy prints ``plain``."""
    return Markdown(form % tuple(map(markdown_text, values)) if values else form)


def _code(value: object) -> Markdown:
    return Markdown(f"<code>{mark_chinese(value)}</code>")


def _code_block(lines: Iterable[str]) -> Markdown:
    return Markdown("\n".join(("<pre><code>", *map(mark_chinese, lines), "</code></pre>")))


def _section_link(name: str, id: str) -> Markdown:
    """A link to a section of the page that it stands on; a copy's sections have no addresses."""
    return Markdown(f"[{mark_chinese(name)}](#{id})")


def folded(text: str) -> str:
    """Markdown without the lines that a template leaves where it printed nothing: no line of spaces, and never two
    empty lines in a row."""
    text = re.sub(r"\n +(?=\n)", "", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@contextmanager
def template_faults() -> Iterator[None]:
    """Raise ``CannotGoOn`` for what is wrong with a template, and where, as far as Jinja says."""
    try:
        yield
    except TemplateError as error:
        where = ""
        if isinstance(error, TemplateSyntaxError):
            where = f"{error.filename}:{error.lineno}: "
        else:
            for frame, line in traceback.walk_tb(error.__traceback__):
                if frame.f_code.co_filename.endswith(".j2"):
                    where = f"{frame.f_code.co_filename}:{line}: "
        raise CannotGoOn(f"{where}{error.message}; fix the template") from error
