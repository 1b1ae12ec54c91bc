"""Rules on sources: whose page it is, that it is one, which copy of it is kept, and what kind of page may lead."""

from __future__ import annotations

from generator.check.rule import Context, Finding, Findings, Keys, is_read, rule
from generator.model.records import Briefing, Disagreement, Publisher, Record
from generator.model.web_addresses import fault_of_address, fault_of_copy, host_of, is_home_page


@rule(Record)
def address_of_another(record: Record, context: Context) -> Findings:
    """The address of a source is on one of its publisher's `domains`, where the publisher has any."""
    publisher = context.content.publishers.get(record.source.publisher)
    if publisher is None or not publisher.domains:
        return
    host = host_of(record.source.url)
    if fault_of_address(record.source.url):  # whose page it is shows once its own address stands there
        return
    if not _has(publisher, host):
        known = ", ".join(publisher.domains)
        others = sorted(one.id for one in context.content.publishers.values() if _has(one, host))
        advice = f"write publisher: {' or '.join(others)}" if others else "name the publisher, or add the domain"
        message = f"{host} is none of the domains of {publisher.id} ({known}); {advice}"
        yield Finding(message, ("source", "url"))


def _has(publisher: Publisher, host: str) -> bool:
    domains = publisher.domains if is_read(publisher.domains) else ()
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@rule(Record)
def address_leads_on(record: Record, context: Context) -> Findings:
    """The address of a source is that of its page: no link that leads on, no short address and no saved copy."""
    if fault := fault_of_address(record.source.url):
        message, instead = fault
        yield Finding(f"{message}; write {instead}" if instead else message, ("source", "url"), instead)


@rule(Publisher)
def publisher_without_domain(publisher: Publisher, context: Context) -> Findings:
    """A publisher has `domains`, the hosts of its pages."""
    if not publisher.domains:
        yield Finding("name the hosts of its pages, domains: [example.org], without www.")


@rule(Record)
def home_page(record: Record, context: Context) -> Findings:
    """The address of a source is that of the page which states the facts, and no site's home page."""
    if is_home_page(record.source.url):
        message = "this is a home page, whose text changes; copy the address of the page that states the facts"
        yield Finding(message, ("source", "url"))


@rule(Record)
def refused_site(record: Record, context: Context) -> Findings:
    """No source is of a site in `refused.yml`, unless every fact of its record is withdrawn."""
    host = host_of(record.source.url)
    for domain, refused in context.content.refused.items():
        if host == domain or host.endswith(f".{domain}"):
            if is_read(record.facts) and all(is_read(fact) and fact.withdrawn for fact in record.facts):
                return
            message = f"{domain} is refused: {refused.why} Cite the page that it took this from, or leave it out"
            yield Finding(message, ("source", "url"))


@rule(Record)
def copy_of_another(record: Record, context: Context) -> Findings:
    """`archived` is a saved copy at a web archive of the page that `url` names."""
    if record.source.archived is not None and (fault := fault_of_copy(record.source.archived, record.source.url)):
        yield Finding(fault, ("source", "archived"))


# What retells a text in other words may be wrong where the text is right.
_SECOND_HAND = ("digest", "machine-written")


@rule(Briefing, Disagreement)
def lead_is_retold(thing: Briefing | Disagreement, context: Context) -> Findings:
    """A figure that leads, where sources differ or in a briefing, does not rest on a digest or a machine's text where
    another page has one for the same time."""
    if context.statements is None:
        return
    if isinstance(thing, Briefing):
        leads: list[tuple[Keys, str]] = [(("figures", index), id) for index, id in enumerate(thing.figures)]
    else:
        leads = [(("leads",), thing.leads)]
    for keys, id in leads:
        group = context.statements.group_of.get(id)
        if group is None or _page(id, context) not in _SECOND_HAND:
            continue
        others = [fact.id for fact in group.facts if _page(fact.id, context) not in _SECOND_HAND]
        if others:
            yield Finding(f"{id!r} rests on a page that is {_page(id, context)}; name {others[-1]} instead", keys)


def _page(id: str, context: Context) -> str:
    record = context.content.record_of[id]
    return record.source.page if is_read(record.source) else "original"
