"""security.txt, which says where to report a weakness of the site (RFC 9116)."""

from __future__ import annotations

from datetime import date

from generator.model.records import Site
from generator.pages.cite import github_name
from generator.text.files import File

PATH = ".well-known/security.txt"


def security_txt(site: Site, today: date) -> tuple[File, ...]:
    """The file, for a site that names its repository or where errors are reported; none otherwise, as it must name a
    contact.

    It expires at the beginning of the quarter after the next: between three and six months after the day of the build,
    which is less than the year that the RFC advises. So it is the same on all days of a quarter, stays valid as long as
    the site is built, and runs out when nobody builds it any more.
    """
    repository, is_github = (site.repository or "").rstrip("/"), bool(github_name(site))
    contact = f"{repository}/security/advisories/new" if is_github else site.report_url or repository
    # RFC 9116, 2.5.3: an address on the web begins with https.
    if not contact.startswith("https://"):
        return ()
    lines = [
        f"Contact: {contact}",
        f"Expires: {_expires(today).isoformat()}T00:00:00Z",
        f"Preferred-Languages: {site.language}",
        f"Canonical: {site.url}{PATH}",
    ]
    if is_github:
        lines.append(f"Policy: {repository}/blob/main/SECURITY.md")
    return (File(PATH, "".join(f"{line}\n" for line in lines).encode()),)


def _expires(today: date) -> date:
    """The first day of the quarter after the next."""
    months = today.year * 12 + (today.month - 1) // 3 * 3 + 6
    return date(months // 12, months % 12 + 1, 1)
