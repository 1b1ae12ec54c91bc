"""The files of charts besides their pages: the drawing that stands alone, and the page for a frame elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from generator.draw.charts import draw
from generator.draw.shapes import COLOURS, own_style, svg
from generator.model.content import Content
from generator.model.records import Site
from generator.pages.charts import ChartPage, ChartView
from generator.pages.page import Page, address
from generator.publish.theme_hooks import hash_source
from generator.text.escape import attribute
from generator.text.files import File
from generator.text.templates import feed_environment, template_faults


def chart_files(pages: Sequence[Page], content: Content, templates: Path) -> Iterator[File]:
    """The SVG and the page for frames of each chart, and such a page where a chart was before it moved, which others
    show still. Raises ``CannotGoOn`` where the template is at fault."""
    site, charts = content.site, _charts(pages)
    environment = feed_environment(templates / "charts")
    with template_faults():
        template = environment.get_template("embed.html.j2")
        for chart in charts.values():
            if drawing := _alone(chart, site):
                yield File(chart.svg.path, drawing.encode())
            at = f"{site.url}{address(chart.link.path)}"
            yield File(chart.embed, template.render(_embedded(chart, at, site)).encode())
        for old in _former(content):
            to = content.present_address(old)
            shown = _embedded(charts[to.removeprefix("charts/")], f"{site.url}{to}/", site)
            yield File(f"{old}/embed/index.html", template.render(shown).encode())


def chart_paths(pages: Iterable[Page], content: Content) -> tuple[str, ...]:
    """Where these files lie, which is known before they are made."""
    found: list[str] = []
    for chart in _charts(pages).values():
        found += [chart.svg.path] if chart.plot else []
        found.append(chart.embed)
    return (*found, *(f"{old}/embed/index.html" for old in _former(content)))


def _charts(pages: Iterable[Page]) -> dict[str, ChartView]:
    return {page.chart.id: page.chart for page in pages if isinstance(page, ChartPage)}


def _former(content: Content) -> tuple[str, ...]:
    """The addresses that charts had before they moved."""
    return tuple(old for old in content.moved if old.startswith("charts/"))


def _links(chart: ChartView, site: Site, more: str = "") -> list[str]:
    return [f'href="{attribute(site.url + address(claim.path))}"{more}' for claim in chart.claims]


def _alone(chart: ChartView, site: Site) -> str:
    scene = chart.picture(site.name, site.url)
    if scene is None:
        return ""
    return svg(scene, f"chart-{chart.id}", chart.title, chart.description, _links(chart, site), is_alone=True) + "\n"


def _embedded(chart: ChartView, at: str, site: Site) -> dict[str, object]:
    """What the page for frames shows."""
    made = {"wide": Markup(), "narrow": Markup()}
    if chart.plot:
        links = _links(chart, site, ' target="_blank" rel="noopener"')
        for size in ("wide", "narrow"):
            scene = draw(chart.plot, "wide" if size == "wide" else "narrow")
            drawing = svg(scene, f"chart-{chart.id}-{size}", chart.title, chart.description, links)
            made[size] = Markup(drawing)  # noqa: S704 (the drawing escapes what it is given)
    title = f"{chart.title} - {site.name}"
    lines = [line for line in (chart.signs, chart.note, chart.state) if line]
    style = Markup(_style())  # noqa: S704
    # Nothing runs in it, nothing is loaded, and nothing but its own style shapes it.
    policy = f"default-src 'none'; style-src {hash_source(style)}; base-uri 'none'"
    return {
        "chart": chart,
        "site": site,
        "canonical": at,
        "lines": lines,
        "title": title,
        "style": style,
        "policy": policy,
        **made,
    }


def _style() -> str:
    light, dark = ({tone: colours[side] for tone, colours in COLOURS.items()} for side in (0, 1))
    return (
        ":root{color-scheme:light dark}body{margin:0;padding:8px;font:14px/1.45 system-ui,sans-serif;"
        f"background:{light['page']};color:{light['ink']}}}h1{{margin:0;font-size:17px;line-height:1.3}}"
        f"h1 a{{color:inherit;text-decoration:none}}p{{margin:4px 0;color:{light['second']}}}a{{color:{light['lead']}}}"
        f".finding{{color:{light['ink']};font-weight:600}}svg{{display:block;max-width:100%;height:auto}}"
        ".wide{max-width:680px}.narrow{max-width:400px}.narrow svg{width:100%}"
        "@media(min-width:600px){.narrow{display:none}}@media(max-width:599.9px){.wide{display:none}}"
        f"@media(prefers-color-scheme:dark){{body{{background:{dark['page']};color:{dark['ink']}}}"
        f"p{{color:{dark['second']}}}a{{color:{dark['lead']}}}.finding{{color:{dark['ink']}}}}}"
        f"{own_style()}"
    )
