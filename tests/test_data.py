"""The data as re-users take them: valid, complete, safe in a spreadsheet, the same on any machine, and never less."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from generator.data.downloads import data_files, downloads
from generator.data.page import DataPage, size_in_words
from generator.data.published import Published, delta, read_published, vanished
from generator.data.schemas import newest_first
from generator.data.tables import TABLES, parts, tables
from generator.model.content import Content
from generator.model.problems import CannotGoOn
from generator.model.records import Before, Correction, Moved, Record
from generator.model.timeline import fact_days
from generator.model.versions import HASHED, canonical
from generator.pages.page import DATA_FOLDER
from generator.pages.parts import Catalogue
from generator.publish.files import content_of_day
from generator.read.load import load
from generator.text.csv import csv_line, guarded
from tests.made import READ, UNITS, briefing, content, corrected, fact, figure, record, withdrawn
from tests.packages import faults, package_of, rows_of
from tests.sites import BARE, PROJECT, TINY, TODAY, command, put, read

DATA = "data/v1"
# What other standards give the form of.
FOREIGN = ("datapackage.json", "croissant.json", "linkset.json")
PACKAGES = ("datapackage.json", "parts.datapackage.json")


def written(made: Content, today: date = TODAY, published: Published | None = None) -> dict[str, bytes]:
    """The files of the data, by their paths."""
    catalogue = Catalogue(made, today)
    rows = tables(catalogue, published)
    found = data_files(rows, parts(catalogue), delta(made, rows, published), made.site, today)
    return {one.file.path: one.file.data for one in found}


def loaded(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[f"{DATA}/{name}.json"])


def facts_of(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in loaded(files, "facts")["facts"]}


def with_facts(*facts: Any, **more: Any) -> Content:
    return content([record("paper-2025", *facts)], **more)


@pytest.fixture(scope="module", params=[TINY, BARE], ids=["tiny", "bare"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return written(read(request.param))


@pytest.fixture(scope="module")
def tiny() -> dict[str, bytes]:
    return written(read(TINY))


@cache
def assert_schema(data: bytes) -> None:
    """Assert that a file is a schema; the same is asked of the same bytes again and again."""
    Draft202012Validator.check_schema(json.loads(data))


def validate(files: dict[str, bytes]) -> int:
    """How many JSON files are as the schemas that they name say."""
    count = 0
    for path, data in files.items():
        value = json.loads(data) if path.endswith(".json") else {}
        if path.endswith(".fields.json"):
            continue
        if path.startswith(f"{DATA}/schemas/"):
            assert_schema(data)
        elif path.endswith(".json") and not path.endswith(FOREIGN):
            schema = json.loads(files[value["$schema"].removeprefix(value["site"])])
            assert schema["$id"] == value["$schema"]
            Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)
            count += 1
    return count


def test_every_json_file_is_as_its_schema_says(files: dict[str, bytes]) -> None:
    assert validate(files) > len(TABLES)


def test_a_schema_refuses_a_row_that_lacks_a_column_has_another_or_is_of_another_type(tiny: dict[str, bytes]) -> None:
    for table in TABLES:
        for spoilt in ("lacks", "more", "type"):
            value = loaded(tiny, table.name)
            row = value[table.name][0]
            name = next(iter(row))
            if spoilt == "lacks":
                del row[name]
            else:
                row[name if spoilt == "type" else "another"] = [{}]
            schema = loaded(tiny, f"schemas/{table.name}")
            with pytest.raises(ValidationError):
                Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)


def test_the_data_package_describes_every_table_field_by_field(files: dict[str, bytes]) -> None:
    found: list[str] = []
    for name in PACKAGES:
        assert list(faults(files, DATA, name)) == []
        found += (resource["path"] for resource in package_of(files, DATA, name)["resources"])
    described = set(found)
    assert len(described) == len(found)
    data = {path.removeprefix(f"{DATA}/") for path in files if path.endswith((".csv", ".json"))}
    assert described == {path for path in data if not path.startswith("schemas/")} - {*FOREIGN, *PACKAGES}


@pytest.mark.parametrize(
    ("name", "was", "now", "said"),
    [
        ("facts", b"Official claim", b"Official guess", "none of those listed"),
        ("facts", b",2026-11-21,", b",2026-11-31,", "day is out of range"),
        ("facts", b"harbour-companies-2022,", b",", "empty where a value is required"),
        ("facts", b"harbour-companies-2022,", b"Harbour_2022,", "is not as"),
        ("facts", b"harbour-companies-2022,", b"harbour-growth-2023,", "two rows have one key"),
        ("facts", b"133980000000,133980000000", b"133980000000,133 bn", "ValueError"),
        ("sources", b"quay-daily-2023,", b"quay-daily-2033,", "names what is not there"),
        ("sources", b",false,", b",no,", "KeyError"),
        ("topics", b"id,tag", b"tag,id", "the header"),
        ("topics", b"talent,", b"talent,x,", "a row of"),
    ],
)
def test_the_packages_own_check_finds_each_fault(
    tiny: dict[str, bytes], name: str, was: bytes, now: bytes, said: str
) -> None:
    path = f"{DATA}/{name}.csv"
    assert was in tiny[path]
    assert said in "\n".join(faults({**tiny, path: tiny[path].replace(was, now)}, DATA))
    assert f"{name}: its hash is another" in list(faults({**tiny, path: tiny[path] + b"\r\n"}, DATA))


def test_csv_and_json_hold_the_same_rows(files: dict[str, bytes]) -> None:
    resources = [one for name in PACKAGES for one in package_of(files, DATA, name)["resources"]]
    for resource in resources:
        if resource["format"] == "csv":
            path = resource["path"].removesuffix(".csv")
            value = loaded(files, path)
            (rows,) = (rows for rows in value.values() if isinstance(rows, list))
            read_back = rows_of(files[f"{DATA}/{path}.csv"], resource["schema"])
            # In a cell a fraction without an end is a decimal; the column next to it has the fraction.
            exactly = [
                {**row, "value": row["value_fraction"] or row["value"]} if row.get("value_fraction") else row
                for row in read_back
            ]
            assert [{name: unguarded(of) for name, of in row.items()} for row in exactly] == rows
            assert value["count"] == len(rows)


# What begins a formula, and what a spreadsheet may drop or not show before it: all that Unicode calls white space, a
# control, a format character or default ignorable, and the blank of Braille.
SIGNS = "=+-@＝＋－＠"
HIDDEN: Final = ("Zs", "Zl", "Zp", "Cc", "Cf")
IGNORABLE = (
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0",
    *map(chr, (*range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000))),
)


def is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in HIDDEN or sign in IGNORABLE


def begins_a_formula(text: str, passing: str = "") -> bool:
    """Whether a spreadsheet could run a text, when it passes over what is hidden and these signs."""
    first = next((sign for sign in text if sign in "\t\r\n" or not (is_hidden(sign) or sign in passing)), "")
    return first != "" and first in f"{SIGNS}\t\r\n"


def unguarded(value: Any) -> Any:
    """A value of a CSV file as it was, by the rule that the Data page gives."""
    if isinstance(value, date):
        return value.isoformat()
    return value[1:] if isinstance(value, str) and value[:1] == "'" and begins_a_formula(value, "'") else value


@given(st.text() | st.text(st.sampled_from(f"'a \t\u200b\u3000{SIGNS}"), max_size=6))
def test_no_text_begins_as_a_formula_and_each_can_be_had_back(text: str) -> None:
    cell = guarded(text)
    assert not begins_a_formula(cell)
    assert cell in (text, f"'{text}")
    assert unguarded(cell) == text


@given(
    st.text(st.characters(categories=HIDDEN) | st.sampled_from(IGNORABLE), max_size=5),
    st.sampled_from(SIGNS),
    st.text(),
)
def test_nothing_hides_the_beginning_of_a_formula(hidden: str, sign: str, rest: str) -> None:
    assert guarded(f"{hidden}{sign}{rest}") == f"'{hidden}{sign}{rest}"


@pytest.mark.parametrize(
    "text", ["3 + 4", "a=b", "“=1”", "(-1)", "'AIsland' pushes", "\u200b 临港", "1-2", "", "'", " "]
)
def test_other_text_has_no_apostrophe_before_it(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_any_cells_come_back_from_a_line_of_csv(cells: list[str]) -> None:
    line = csv_line(cells)
    assert line.endswith(b"\r\n")
    assert list(csv.reader(io.StringIO(line.decode(), newline=""), strict=True)) == [cells]


# What an editor's line can hold: anything printable, spaces within.
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(LINES.filter(bool), min_size=5, max_size=5), st.fractions(-(10**15), 10**15, max_denominator=10**6))
def test_odd_records_make_valid_data(words: list[str], value: Fraction) -> None:
    text, note, said_by, reason, stated = words
    odd = fact(
        "007-odd",
        replace(figure(value), as_stated=stated),
        text=text,
        note=note,
        said_by=said_by,
        corrections=(corrected(was=note, reason=reason),),
        withdrawn=withdrawn(reason=reason),
    )
    made = with_facts(odd, briefings={"one": briefing("one", 1, "007-odd", headline=text)})
    files = written(made)
    assert validate(files)
    assert list(faults(files, DATA)) == []
    row = facts_of(files)["007-odd"]
    assert (row["text"], row["note"], row["said_by"], row["as_stated"]) == (text, note, said_by, stated)
    assert Fraction(row["value"]) == value


def test_what_a_spreadsheet_would_run_is_text_and_what_is_negative_stays_a_number() -> None:
    text = '=HYPERLINK("https://evil.example","x")'
    files = written(with_facts(fact("a", figure(-3), text=text), fact("b", figure("1/3"), note="+1", said_by="@a")))
    (a, b) = csv.DictReader(io.StringIO(files[f"{DATA}/facts.csv"].decode("utf-8-sig"), newline=""))
    assert a["text"] == f"'{text}"
    assert (a["value"], a["value_number"]) == ("-3", "-3")
    assert (b["note"], b["said_by"]) == ("'+1", "'@a")
    assert (b["value"], b["value_number"]) == ("0.333333333333333", "0.333333333333333")
    assert (a["value_fraction"], b["value_fraction"]) == ("", "1/3")


@pytest.mark.parametrize(
    ("value", "exact", "number"),
    [
        ("133980000000", "133980000000", 133980000000),
        ("33.7", "33.7", 33.7),
        ("1/3", "1/3", 0.333333333333333),
        ("999999999999999999", "999999999999999999", 999999999999999999),
        ("0.000000001", "0.000000001", 1e-09),
    ],
)
def test_a_value_is_exact_as_text_and_a_number_to_reckon_with(value: str, exact: str, number: float) -> None:
    files = written(with_facts(fact("a", figure(value))))
    row = facts_of(files)["a"]
    assert (row["value"], row["value_number"]) == (exact, number)
    (cells,) = csv.DictReader(io.StringIO(files[f"{DATA}/facts.csv"].decode("utf-8-sig"), newline=""))
    assert "e" not in cells["value_number"]
    assert Fraction(cells["value_number"]) == Fraction(str(number))


def test_chinese_and_leading_zeros_come_through(tiny: dict[str, bytes]) -> None:
    assert tiny[f"{DATA}/facts.csv"].startswith(b"\xef\xbb\xbfid,")
    assert "《海港城人工智能发展报告（2024年）》全文" in tiny[f"{DATA}/facts.csv"].decode("utf-8-sig")
    files = written(with_facts(fact("007", text="007 is a number with zeros.")))
    assert b'\r\n007,"tag:example.org' in files[f"{DATA}/facts.csv"]


def test_a_row_says_who_said_what_when_how_surely_and_where(tiny: dict[str, bytes]) -> None:
    row = facts_of(tiny)["harbour-companies-2024"]
    said = {name: row[name] for name in ("qualifier", "value", "unit", "when", "when_precision", "status", "source")}
    assert said == {
        "qualifier": "more than",
        "value": "1204",
        "unit": "companies",
        "when": "2024",
        "when_precision": "year",
        "status": "Official claim",
        "source": "harbour-report-2024",
    }
    assert row["said_by"] == 'the harbour master, Ms. "Quay" 林'
    assert (row["when_start"], row["when_end"], row["when_from"]) == ("2024-01-01", "2024-12-31", "figure")
    assert (row["publisher_class"], row["source_published"]) == ("government", "2024-12-30/2024-12-31")
    assert row["page"] == "https://briefing.example.org/facts/harbour-companies-2024/"
    money = facts_of(tiny)["harbour-output-2024"]
    assert (money["usd"], money["usd_rate_when"]) == (18600000000, "2024")
    assert facts_of(tiny)["first-hall-opened-2022"]["when_from"] == "fact"
    assert facts_of(tiny)["harbour-companies-2022"]["newer"] == "harbour-companies-2024"


def test_the_facts_of_a_place_are_those_of_what_lies_in_it_too_at_every_address_it_had(tiny: dict[str, bytes]) -> None:
    own = loaded(tiny, "places/harbour-city/facts")
    assert own["of"] == "places/harbour-city"
    ids = {row["id"] for row in own["facts"]}
    assert {"quay-park-companies-2025", "hall-works-halls-2024-report"} <= ids
    assert "far-cape-village" not in {row["id"] for row in loaded(tiny, "places/quay-park/facts")["facts"]}
    for old in ("old-port", "port"):
        assert loaded(tiny, f"places/{old}/facts")["facts"] == own["facts"]
    organisation = loaded(tiny, "organisations/sea-lab/facts")
    assert [row["id"] for row in organisation["facts"]] == ["hall-works-halls-2024-report"]


def test_a_fact_and_a_source_name_the_file_that_they_stand_in(tiny: dict[str, bytes]) -> None:
    for name in ("facts", "sources"):
        rows = loaded(tiny, name)[name]
        assert list(rows[0])[-1] == "record"
        assert all((TINY.parent / row["record"]).is_file() for row in rows)
    records = [
        record("dated", fact("a"), on="2025-03"),
        record("spanning", fact("b"), on="2024-12-31/2025-01-02"),
        record("undated", fact("c"), on=None, retrieved=date(2026, 1, 5)),
    ]
    assert {row["id"]: row["record"] for row in facts_of(written(content(records))).values()} == {
        "a": "content/records/2025/dated.yml",
        "b": "content/records/2024/spanning.yml",
        "c": "content/records/2026/undated.yml",
    }


def test_a_correction_says_what_was_what_is_and_why(tiny: dict[str, bytes]) -> None:
    rows = loaded(tiny, "corrections")["corrections"]
    every_field = rows[-1]
    assert [(row["fact"], row["what"], row["was"], row["now"]) for row in rows] == [
        (
            "harbour-companies-2022",
            "correction",
            "Harbour City had two companies in 2022.",
            "Harbour City had a company in 2022.",
        ),
        (
            "harbour-companies-2022",
            "correction",
            "Text: Harbour City had a company in 2022.; Figure: about 2 companies; As of: 2021",
            "Text: Harbour City had one company in 2022.; Figure: 1 company; As of: 2022",
        ),
        (
            "harbour-growth-2023",
            "withdrawal",
            None,
            "Harbour City had 33.7 percent of the model makers in February 2023.",
        ),
        ("harbour-output-2022", "correction", every_field["was"], every_field["now"]),
    ]
    assert every_field["was"].startswith('About: Old Cape; Kind: Figure; Said by: Ms. "Quay"; ')
    assert every_field["now"].startswith("About: Harbour City; Kind: Background; Said by: not stated; ")
    assert {row["tag"].rpartition("/")[2] for row in rows} == {"correction-1", "correction-2", "withdrawal"}


def test_no_id_is_lost_that_was_withdrawn_or_moved(tiny: dict[str, bytes]) -> None:
    assert facts_of(tiny)["harbour-growth-2023"]["withdrawn"] == "2026-11-23"
    moved = {row["was"]: row["now"] for row in loaded(tiny, "moved")["moved"]}
    assert moved["facts/harbour-halls-2023"] == "facts/harbour-halls-area-2023"
    assert moved["places/old-port"] == "places/harbour-city"
    tag = facts_of(tiny)["harbour-halls-area-2023"]["tag"]
    assert tag == "tag:briefing.example.org,2026:facts/harbour-halls-2023"


def test_rows_stand_in_the_order_of_their_key_whatever_the_order_of_the_records() -> None:
    records = [record(f"r-{n}", fact(f"f-{n}-b"), fact(f"f-{n}-a")) for n in (3, 1, 2)]
    assert written(content(records)) == written(content(reversed(records)))
    rows = loaded(written(content(records)), "facts")["facts"]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_on_another_day_nothing_differs_but_the_day() -> None:
    made = with_facts(fact("a"))
    one, two = written(made), written(made, TODAY + timedelta(days=1))
    assert one.keys() == two.keys()
    for path in one:
        before, after = one[path].splitlines(), two[path].splitlines()
        if path.endswith((".csv", ".txt", *FOREIGN[1:])) or "/schemas/" in path:
            assert before == after
        elif path.endswith((".json", "SHA256SUMS")) and not path.endswith(PACKAGES):
            differing = [line for line in before if line not in after]
            assert path.endswith("SHA256SUMS") or differing == [b' "generated_at": "2026-11-23",']
    assert loaded(one, "facts")["content_sha256"] == loaded(two, "facts")["content_sha256"]


def test_the_hash_of_the_rows_and_those_of_all_files_can_be_checked(files: dict[str, bytes]) -> None:
    for table in TABLES:
        data = files[f"{DATA}/{table.name}.json"]
        rows = data.partition(f'"{table.name}": [\n'.encode())[2].removesuffix(b"\n ]\n}\n")
        assert loaded(files, table.name)["content_sha256"] == sha256(rows).hexdigest()
    lines = [line.partition("  ") for line in files[f"{DATA}/SHA256SUMS"].decode().splitlines()]
    sums = {path: sum for sum, _, path in lines}
    assert sums.keys() == {path.removeprefix(f"{DATA}/") for path in files} - {"SHA256SUMS"}
    assert all(sha256(files[f"{DATA}/{path}"]).hexdigest() == sum for path, sum in sums.items())


def test_a_version_can_be_computed_again_from_the_row(tiny: dict[str, bytes]) -> None:
    for row in facts_of(tiny).values():
        said = {name: row[name] for name in HASHED}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == row["version"]


def test_canonical_json_is_that_of_rfc_8785() -> None:
    # From the RFC's own examples (3.2.2, 3.2.3), as far as texts, whole numbers and null go.
    value = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None], "numbers": [56]}
    expected = '{"literals":[null],"numbers":[56],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == expected.encode()


def version(made: Content, id: str = "a") -> str:
    return Catalogue(made, TODAY).versions.of_facts[id]


def test_a_version_changes_with_what_the_fact_says_and_not_with_what_is_done_with_it() -> None:
    before = version(with_facts(fact("a")))
    for same in (
        with_facts(fact("a", checked=(date(2026, 2, 1),))),
        with_facts(fact("a", withdrawn=withdrawn())),
        with_facts(fact("a", also_about=("quay",), topics=("trade", "trade"))),
        with_facts(fact("a"), fact("b", figure(90))),
        with_facts(
            fact("z", text="What a says."), moved={"facts/a": Moved(id="facts/a", to="facts/z", on=date(2026, 2, 1))}
        ),
    ):
        assert version(same, "z" if "z" in same.facts else "a") == before
    for other in (
        with_facts(fact("a", text="Other words.")),
        with_facts(fact("a", figure(41))),
        with_facts(fact("a", figure(qualifier="about"))),
        with_facts(fact("a", said_by="A speaker")),
        with_facts(fact("a", corrections=(corrected(),))),
        content([record("paper-2025", fact("a"), by="paper-b")]),
    ):
        assert version(other) != before


def published(made: Content, folder: Path, before: Published | None = None) -> Published:
    return read_published(put(written(made, published=before), folder) / DATA_FOLDER)


def record_of(*facts: Any, **more: Any) -> Record:
    return record("paper-2025", *facts, **more)


def test_the_difference_says_what_was_added_corrected_withdrawn_changed_and_moved(tmp_path: Path) -> None:
    old = with_facts(fact("a"), fact("b"), fact("c"), fact("d"), fact("e"))
    new = with_facts(
        fact("a", figure(41), text="Fixed.", corrections=(corrected(),)),
        fact("b", withdrawn=withdrawn()),
        fact("c", checked=(date(2026, 2, 1),)),
        fact("d"),
        fact("z", text="What e says."),
        fact("new", figure(7, "2030")),
        moved={"facts/e": Moved(id="facts/e", to="facts/z", on=date(2026, 2, 1))},
    )
    before = published(old, tmp_path)
    files = written(new, published=before)
    assert validate(files)
    said = loaded(files, "delta")
    assert said["base"] == {"generated_at": "2026-11-23", "content_sha256": before.content_sha256}
    assert said["added"] == ["facts/new"]
    (fixed,) = said["corrected"]
    assert fixed["address"] == "facts/a"
    changes = {field["name"]: (field["was"], field["now"]) for field in fixed["fields"]}
    assert changes["value"] == ("40", "41")
    assert changes["text"] == ("What a says.", "Fixed.")
    assert changes["corrections"] == (0, 1)
    assert [row["address"] for row in said["withdrawn"]] == ["facts/b"]
    assert said["moved"] == ["facts/e"]
    changed = {row["address"]: {field["name"] for field in row["fields"]} for row in said["changed"]}
    # The other figure of that time and the newer one changed all that stand, and nothing else did.
    facts = {address: names for address, names in changed.items() if address.startswith("facts/")}
    assert facts == {
        "facts/c": {"newer", "status", "status_why", "last_checked"},
        "facts/d": {"newer", "status", "status_why"},
        "facts/z": {"newer", "status", "status_why"},
    }


def test_nothing_differs_from_the_same_data_and_without_a_base_nothing_is_said(tmp_path: Path) -> None:
    made = read(TINY)
    same = loaded(written(made, published=published(made, tmp_path)), "delta")
    none = loaded(written(made), "delta")
    lists = ("added", "corrected", "withdrawn", "changed", "moved")
    assert same["base"]
    assert none["base"] is None
    assert [(same[name], none[name]) for name in lists] == [([], [])] * len(lists)


def test_a_new_column_of_the_form_is_no_change_of_every_row(tmp_path: Path) -> None:
    made = with_facts(fact("a"))
    files = written(made)
    for name in ("facts", "places"):
        path = f"{DATA}/{name}.json"
        files[path] = re.sub(rb',"about_name":"[^"]*"|,"name_zh":null', b"", files[path])
    said = loaded(written(made, published=read_published(put(files, tmp_path) / DATA_FOLDER)), "delta")
    assert said["changed"] == []


def test_a_past_version_is_known_from_the_data_that_were_published_last(tmp_path: Path) -> None:
    one = with_facts(fact("a"))
    two = with_facts(fact("a", text="Fixed.", corrections=(corrected(),)))
    three = with_facts(fact("a", text="Fixed again.", corrections=(corrected(), corrected("2026-01-20"))))
    first = published(one, tmp_path / "1")
    second = published(two, tmp_path / "2", first)
    rows = loaded(written(three, published=second), "versions")["versions"]
    of = {row["version"]: (row["since"], row["is_current"]) for row in rows if row["address"] == "facts/a"}
    assert of == {
        version(one): ("2026-01-05", False),
        version(two): ("2026-01-10", False),
        version(three): ("2026-01-20", True),
    }
    assert [row["is_current"] for row in loaded(written(three), "versions")["versions"]] == [True]


def test_an_address_that_was_published_may_not_go_away(tmp_path: Path) -> None:
    before = published(read(TINY), tmp_path)
    assert vanished(read(TINY), before) == ()
    gone = {problem.message.split(" ")[3] for problem in vanished(with_facts(fact("a")), before)}
    assert {"facts/hall-act-2023", "facts/harbour-halls-2023", "briefings/a-hall", "sources/mirror-page"} <= gone


def test_the_command_refuses_a_build_in_which_a_published_fact_is_gone(tmp_path: Path) -> None:
    files = written(read(TINY))
    files[f"{DATA}/facts.json"] = files[f"{DATA}/facts.json"].replace(b'"far-cape-village"', b'"far-cape-town"')
    folder = put(files, tmp_path / "before") / DATA_FOLDER
    out = tmp_path / "out"
    process = command("build", "--today", TODAY, "--content", TINY, "--out", out, "--published", folder)
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "vanished: the published address facts/far-cape-town is gone" in said
    assert not (out / "site").exists()


@pytest.mark.parametrize(
    "spoilt",
    [
        b"{",
        b"[]",
        b'{"generated_at": "yesterday", "content_sha256": "x", "facts": []}',
        b'{"generated_at": "2026-11-23", "content_sha256": "' + b"0" * 64 + b'", "facts": [{"id": "<script>"}]}',
    ],
)
def test_data_that_are_not_ours_stop_the_build(tmp_path: Path, spoilt: bytes) -> None:
    folder = put({**written(with_facts(fact("a"))), f"{DATA}/facts.json": spoilt}, tmp_path) / DATA_FOLDER
    with pytest.raises(CannotGoOn, match="fetch data/v1 again"):
        read_published(folder)
    with pytest.raises(CannotGoOn, match=r"facts\.json cannot be read"):
        read_published(tmp_path)


def test_changes_of_the_form_are_listed_newest_first_however_they_were_written(tiny: dict[str, bytes]) -> None:
    versions = ["2.0.0", "1.10.0", "1.9.2", "1.9.0", "1.0.0"]
    changes = [(version, date(2026, 11, 24), "words") for version in versions]
    for order in (changes, changes[::-1], sorted(changes)):
        assert [version for version, _, _ in newest_first(order)] == versions
    title, _, *listed = tiny[f"{DATA}/CHANGELOG.txt"].decode().splitlines()
    assert "newest first" in title
    assert listed[0].startswith(f"{loaded(tiny, 'facts')['format']}  ")
    days = [line.split()[1] for line in listed]
    assert len(days) > 1
    assert days == sorted(days, reverse=True)
    catalogue = Catalogue(read(TINY), TODAY)
    page = downloads(catalogue, None).page
    assert isinstance(page, DataPage)
    assert [version for version, _, _ in page.format_changes] == [line.split()[0] for line in listed]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (1_449_000, "1.4 MB")],
)
def test_the_size_of_a_file_is_said_in_no_more_than_three_digits(size: int, words: str) -> None:
    assert size_in_words(size).replace("\u00a0", " ") == words


def test_units_of_all_kinds_keep_their_factors_exactly() -> None:
    rows = loaded(written(with_facts(fact("a"))), "units")["units"]
    assert {row["id"]: row["factor"] for row in rows if row["id"] in ("%", "km2")} == {"%": "0.01", "km2": "1000000"}
    assert len(rows) == len(UNITS)


def test_every_cell_of_a_value_is_a_number_and_a_row_says_how_to_cite_it() -> None:
    files = written(
        with_facts(*(fact(f"a{number}", figure(value)) for number, value in enumerate(("3", "1/3", "2.5"))))
    )
    rows = list(csv.DictReader(io.StringIO(files[f"{DATA}/facts.csv"].decode("utf-8-sig"), newline="")))
    assert [float(row["value"]) for row in rows] == [3.0, 0.333333333333333, 2.5]
    assert all(row["page"] in row["citation"] and row["version"][:12] in row["citation"] for row in rows)


def test_targets_say_what_came_of_them(tiny: dict[str, bytes]) -> None:
    facts = {row["id"]: row for row in loaded(tiny, "facts")["facts"]}
    found = {row["fact"]: row for row in loaded(tiny, "targets")["targets"]}
    assert found.keys() == {id for id, row in facts.items() if row["kind"] == "target" and not row["withdrawn"]}
    for row in found.values():
        assert (row["outcome"] == "ahead") == (not row["is_past"] and not row["answers"])
        assert set(row["answers"]) <= facts.keys()


# --- what each fact said, from when to when ---

DAYS = (TODAY, *(TODAY + timedelta(days=after) for after in (1, 2, 4, 6)))


def _corrected(on: date, **was: Any) -> Correction:
    return Correction(on=on, was=Before(**was), reason="We misread it.")


def as_it_went_on() -> Content:
    """Facts that were added, corrected on several days and twice on one, given a note, and withdrawn."""
    one, two, four, six = DAYS[1:]
    return with_facts(
        fact("a", figure(41), corrections=(_corrected(one, value=Fraction(40)), _corrected(four, text="It was so."))),
        fact("b", added=two, said_by="Bo", corrections=(_corrected(four, said_by="Al"), _corrected(four, text="No."))),
        fact("c", withdrawn=withdrawn(str(six)), corrections=(_corrected(two, without=("note",)),), note="A note."),
        fact("d", added=six),
    )


def stated_on(made: Content, day: date) -> dict[str, dict[str, Any]]:
    """The facts of a build for a day, by id: of each what history has too."""
    facts, history = (next(table for table in TABLES if table.name == name) for name in ("facts", "history"))
    both = {field.name for field in facts.fields} & {field.name for field in history.fields}
    then = content_of_day(made, day, None)
    # The words of places have no day, and may cite what came later.
    places = {id: replace(one, summary=(), gaps=()) for id, one in then.places.items()}
    rows = tables(Catalogue(replace(then, places=places, briefings={}), day), None)["facts"]
    return {str(row["id"]): {name: row[name] for name in both} for row in rows}


def rebuilt(history: Iterable[Any], day: date) -> dict[str, dict[str, Any]]:
    """The same from the rows of history alone, as the Data page says."""
    then = (row for row in history if row["since"] <= str(day) and (row["until"] is None or row["until"] > str(day)))
    return {str(row["fact"]): row for row in then}


@pytest.mark.parametrize(
    "made", [as_it_went_on, lambda: read(TINY), lambda: load(PROJECT / "content").content], ids=["made", "tiny", "real"]
)
def test_what_facts_stated_on_past_days_is_in_the_history_of_a_later_day(made: Callable[[], Content]) -> None:
    """Of five past days on which something happened; and each version has the hash that it had then."""
    whole = made()
    known = sorted({day for one in whole.facts.values() for day in fact_days(one)})
    history = tables(Catalogue(content_of_day(whole, known[-1], None), known[-1]), None)["history"]
    for day in (known[0], *known[1:][-5:-1]):
        then, found = stated_on(whole, day), rebuilt(history, day)
        assert then.keys() == found.keys()
        for id, row in then.items():
            assert {name: found[id][name] for name in row} == row, (id, day)


def test_history_grows_at_its_end_and_changes_nothing_but_until() -> None:
    made = as_it_went_on()
    before: dict[tuple[Any, Any], Any] = {}
    for day in DAYS:
        rows = tables(Catalogue(content_of_day(made, day, None), day), None)["history"]
        now = {(row["fact"], row["number"]): row for row in rows}
        assert now.keys() >= before.keys()
        for key, row in before.items():
            assert now[key] == {**row, "until": row["until"] or now[key]["until"]}
        before = now
    assert [(row["what"], row["since"], row["value"]) for (id, _), row in before.items() if id == "a"] == [
        ("added", str(READ), "40"), ("corrected", str(DAYS[1]), "41"), ("corrected", str(DAYS[3]), "41"),
    ]  # fmt: skip
    assert sum(id == "b" for id, _ in before) == 2


def test_the_package_stays_small() -> None:
    """Fields are described in files of their own, so that a program may read the package first."""
    day = date(2026, 12, 1)
    made = written(content_of_day(load(PROJECT / "content").content, day, None), day)
    assert len(made[f"{DATA}/datapackage.json"]) < 60_000
    assert b'"fields"' not in made[f"{DATA}/datapackage.json"]
