"""What an editor adds to the content, the code knows: a currency, a word of a unit, a name, a house, a speaker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check import check
from generator.model.agreement import Statements
from generator.read.load import load
from tests.test_problems import FOLDER, TODAY, change

MONEY = "output: {name: Output, words: [Lingang], definition: Output., unit: money, review_after: 12}\nai_companies:\n"
FIGURE = "where: paragraph 3\n    figures: [{{measure: {}, value: {}, unit: {}, when: 2023, as_stated: {}}}]"
WANTS = "Lingang wants more companies."
RECORD = "records/2023/one.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "base", tmp_path / "content"))


def rules(content: Path) -> list[str]:
    return [problem.rule for problem in check(load(content), TODAY)[0]]


def test_a_currency_is_read_once_it_is_declared(content: Path) -> None:
    change(content / "measures.yml", [["ai_companies:\n", MONEY]])
    change(content / RECORD, [["where: paragraph 3", FIGURE.format("output", 800_000_000, "CHF", "CHF 800 million")]])
    assert rules(content) == ["unknown-unit"]
    francs = "CHF: {family: money, one: Swiss franc, many: Swiss francs, words: [瑞士法郎], before: [SFr]}\n"
    change(content / "units.yml", [["USD: ", f"{francs}USD: "]])
    assert rules(content) == []
    for words in ("800 million Swiss francs", "8亿瑞士法郎", "SFr800m", "CHF800 million ($866 million)"):
        change(content / RECORD, [["as_stated: CHF 800 million", f"as_stated: {words}"]])
        assert rules(content) == [], words
        change(content / RECORD, [[f"as_stated: {words}", "as_stated: CHF 800 million"]])
    change(content / RECORD, [["as_stated: CHF 800 million", "as_stated: CHF 800 million ($8.66 billion)"]])
    assert rules(content) == ["conversion-off"]


def test_a_word_of_a_unit_is_read_once_it_is_declared(content: Path) -> None:
    models = "models: {family: models, one: model, many: models}\n"
    change(content / "units.yml", [["USD: ", f"{models}USD: "]])
    measure = "models: {name: Models, definition: M., unit: models, review_after: 1}\n"
    change(content / "measures.yml", [["ai_companies:\n", f"{measure}ai_companies:\n"]])
    change(content / RECORD, [["where: paragraph 3", FIGURE.format("models", 40, "models", "40款产品")]])
    change(content / RECORD, [[WANTS, "Lingang wants 40 products."]])
    # Products are no models, unless the content says so.
    assert rules(content) == ["number-without-figure"]
    change(content / "units.yml", [["many: models", "many: models, words: [product, products, 产品]"]])
    assert rules(content) == []
    # Said of one unit, a word is no longer of another one: until then nobody could say what 产品 are.
    change(content / RECORD, [["as_stated: 40 companies", "as_stated: 40个产品"]])
    assert rules(content) == ["as-stated-differs"]


HONEST = (
    "01.AI", "Executive Order 14110", "Regulation (EU) 2024/1689", "CloudMatrix 384", "ISO/IEC 42001", "Article 6(2)",
    "STAR 50", "Six Little Dragons", "Group of Seven", "Two Sessions", "Long March 5B", "Unitree H1-2",
)  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_a_name_with_a_number_is_read_once_it_is_declared(name: str, content: Path) -> None:
    change(content / RECORD, [[WANTS, f'"Lingang wants the {name} and more companies."']])
    assert set(rules(content)) - {"beyond-quote"} == {"number-without-figure"}
    change(content / "names.yml", f"the-name: {{name: {name}}}\n")
    assert rules(content) == []


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("organisations.yml", "yi: {name: Yi, kind: company, aliases: [01.AI]}\n"),
        ("glossary.yml", "yi: {name: 01.AI, meaning: A company.}\n"),
        ("topics.yml", "yi: {name: 01.AI, definition: A company.}\n"),
        ("publishers.yml", "yi: {name: 01.AI, class: company}\n"),
        ("places/yi.yml", "name: Yi\nkind: city\nparent: china\nname_zh: 01.AI\n"),
    ],
)
def test_the_names_of_other_registries_are_names_too(file: str, entry: str, content: Path) -> None:
    change(content / RECORD, [[WANTS, "Lingang wants 01.AI and more companies."]])
    assert "number-without-figure" in rules(content)
    before = (content / file).read_text("utf-8") if (content / file).exists() else ""
    change(content / file, before + entry)
    assert "number-without-figure" not in rules(content)


def test_a_declared_name_hides_nothing_around_it(content: Path) -> None:
    change(content / "names.yml", "star: {name: STAR 50}\n")
    change(content / RECORD, [[WANTS, "Lingang wants the STAR 50, and 88 companies."]])
    assert rules(content) == ["number-without-figure"]
    change(content / RECORD, [["the STAR 50, and 88 companies", "the STAR 50 with Global 88 companies"]])
    assert "number-without-figure" in rules(content)
    change(content / "names.yml", "star: {name: STAR 50}\nglobal: {name: Global 88}\n")
    assert rules(content) == []
    change(content / RECORD, [["the STAR 50 with Global 88 companies", "STAR 50 million with Global 88,000 companies"]])
    assert rules(content).count("number-without-figure") == 2


def test_units_and_names_that_cannot_be_read_are_not_known_and_nothing_else_happens(content: Path) -> None:
    change(content / RECORD, [[WANTS, "Lingang wants the STAR 50 and the Two Sessions."]])
    change(
        content / "names.yml", "star: {name: [], names: [STAR 50, {}]}\ntwo: {name: Two Sessions, names: x}\nno: 5\n"
    )
    assert set(rules(content)) == {"wrong-type"}
    change(content / "units.yml", [["words: [dollars]", "words: dollars"], ["before: [US$, $]", "least: many"]])
    assert set(rules(content)) == {"wrong-type", "malformed-number"}
    change(content / "names.yml", "a: b: c")
    change(content / "units.yml", "a: b: c")
    assert set(rules(content)) == {"yaml-syntax", "number-without-figure"}


def test_numbers_are_checked_beside_a_unit_whose_family_cannot_be_read(content: Path) -> None:
    change(content / "units.yml", [["USD: {family: money", "USD: {family: []"]])
    change(content / RECORD, [[WANTS, "Lingang wants 50 more companies."]])
    assert set(rules(content)) == {"wrong-type", "number-without-figure"}


def status(content: Path, id: str = "lingang-companies-2023") -> str:
    loaded = load(content).content
    return Statements(loaded).status(loaded.facts[id]).status


def second_report(content: Path) -> None:
    """A second newspaper's report of the same figure."""
    weekly = "harbour-times-weekly: {name: Harbour Times Weekly, class: trade press, domains: [example.org]}\n"
    papers = f"{weekly}harbour-times:\n"
    change(content / "publishers.yml", [["harbour-times:\n", papers]])
    text = (content / RECORD).read_text("utf-8").partition("  - id: lingang-plan")[0]
    for old, new in (
        ("lingang-companies-2023", "lingang-companies-weekly"),
        ("harbour-times", "harbour-times-weekly"),
        ("news/one", "weekly/one"),
        ("Lingang had 40", "In Lingang were 40"),
    ):
        text = text.replace(old, new)
    change(content / "records/2023/two.yml", text)


def test_a_house_makes_one_voice_of_two_publishers_once_it_is_declared(content: Path) -> None:
    second_report(content)
    assert rules(content) == []
    assert status(content) == "Confirmed"
    weekly = "harbour-times-weekly: {name: Harbour Times Weekly, "
    change(content / "publishers.yml", [[weekly, f"{weekly}house: harbour-times, "]])
    assert rules(content) == ["unknown-house"]
    change(content / "speakers.yml", "harbour-times: {name: The Harbour Times, kind: newsroom}\n")
    assert rules(content) == []
    assert status(content) == "Single source"


def test_a_speaker_speaks_by_office_under_each_of_its_names_once_it_is_declared(content: Path) -> None:
    second_report(content)
    for path, name in (
        (RECORD, "Lingang Administration"),
        ("records/2023/two.yml", "the Lingang Special Area Committee"),
    ):
        text = (content / path).read_text("utf-8")
        change(
            content / path, text.replace("    where: paragraph 2\n", f"    where: paragraph 2\n    said_by: {name}\n")
        )
    assert rules(content) == []
    # Nobody knows of either name whom it belongs to, so that neither confirms the other.
    assert status(content) == "Single source"
    names = "names: [the Lingang Special Area Committee], kind: public body, governs: lingang"
    change(content / "speakers.yml", f"lingang: {{name: Lingang Administration, {names}}}\n")
    assert rules(content) == []
    assert status(content) == "Official claim"
