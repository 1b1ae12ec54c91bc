"""Addresses of the web: one page under all its addresses, whose host it is on, and saved copies of it."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import quote, unquote, unquote_plus, urlsplit

# Parameters that say how a reader came to a page and not which page it is. What is not named here tells pages apart.
_TRACKING = frozenset((
    "_branch_match_id", "_ga", "_gac", "_gl", "_hsenc", "_hsmi", "_kx", "_openstat", "_r", "amp", "bd_vid",
    "campaign", "campaignid", "chksm", "cmp", "cmpid", "dclid", "dm_i", "ea_cnt", "ea_med", "ea_src", "ef_id",
    "emc", "epik", "fbclid", "feature_source", "from", "from_source", "fromsource", "ftag", "gbraid", "gclid",
    "gclsrc", "hss_channel", "icid", "igsh", "igshid", "int_cid", "intcid", "ios_app", "isappinstalled", "ito",
    "mc_cid", "mc_eid", "mibextid", "mkt_tok", "mpshare", "msclkid", "ncid", "nsukey", "ocid", "openid", "partner",
    "pk_campaign", "pk_kwd", "pvid", "rcm", "ref", "ref_src", "ref_url", "refer", "referer", "referral", "referrer",
    "rss", "s_cid", "s_kwcid", "sc_campaign", "sc_channel", "scene", "scid", "scm", "sfmc_id", "share", "share_id",
    "share_source", "share_token", "sharefrom", "shareid", "sharer", "sharetype", "si", "smid", "smtyp", "source",
    "spm", "sr_share", "srnd", "srsltid", "taid", "tpcc", "trk", "trkcampaign", "ttclid", "twclid", "usqp",
    "vd_source", "wbraid", "wfr", "wickedid", "wt_mc", "xtor", "yclid", "ysclid",
))  # fmt: skip
_TRACKING_FAMILY = re.compile(r"utm_|mtm_|pk_|piwik_|hsa_|guce_|oly_|vero_|wt\.|at_|ns_|_x_tr_|share_|ga_|stm_")
# Parameters that ask for the page as another screen or a printer shows it.
_DISPLAY_PARAMETERS = frozenset(
    {("outputtype", "amp"), ("output", "amp"), ("view", "amp"), ("print", "1"), ("mobile", "1")}
)
_OTHER_HOST = re.compile(r"(?:www\d?|m|amp|mobile|wap|3g)\.(?=[^.]+\.)")
_INDEX = re.compile(r"/(?:index|default|home)\.(?:s?html?|php\d?|aspx?|jsp|do|action)$", re.IGNORECASE)
_AMP_END = re.compile(r"/amp(?:\.html?)?$", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# A fragment that names a page of its own: of a page that a script fills.
_ROUTE = re.compile(r"!|/.")
# An address within another: what a saved copy, a translation or a link that leads on holds.
_WITHIN = re.compile(r"[/=:](?P<inner>https?(?::/{1,2}|%3a%2f%2f).+)$", re.IGNORECASE | re.DOTALL)
_GOOGLE_AMP = re.compile(r"/amp/(?:s/)?(?P<inner>[^/]+\..+)$")
_CAPTURE_WITHOUT_SCHEME = re.compile(r"/(?:web/|wayback/)?\d{4,14}(?:[a-z]{2}_)?/(?P<inner>[^/]+\.[^/]+(?:/.*)?)$")

# Web archives: where the address of a copy holds that of its page, and where it is a name of its own.
_ARCHIVE_HOSTS = (
    "web.archive.org", "archive.org", "wayback.archive-it.org", "web.archive.org.au", "webarchive.org.uk",
    "webarchive.nationalarchives.gov.uk", "webarchive.loc.gov", "arquivo.pt", "vefsafn.is", "haw.nsk.hr",
    "webcitation.org", "webcache.googleusercontent.com", "web.archive.bibalex.org", "swap.stanford.edu",
    "archive.ph", "archive.today", "archive.is", "archive.li", "archive.vn", "archive.md", "archive.fo",
    "megalodon.jp", "ghostarchive.org", "perma.cc", "perma-archives.org", "conifer.rhizome.org", "freezepage.com",
)  # fmt: skip
_ARCHIVE_TODAY = frozenset(f"archive.{end}" for end in ("ph", "today", "is", "li", "vn", "md", "fo"))
_OWN_NAME = {
    **dict.fromkeys(_ARCHIVE_TODAY, re.compile(r"/(?:wip/)?[A-Za-z0-9]{4,8}")),
    "perma.cc": re.compile(r"/[A-Za-z0-9]{4}-[A-Za-z0-9]{4}"),
    "ghostarchive.org": re.compile(r"/(?:archive|varchive)/[A-Za-z0-9_-]{4,}"),
    "webcitation.org": re.compile(r"/[A-Za-z0-9]{6,}"),
    "freezepage.com": re.compile(r"/\d+[A-Z]+"),
}
# Hosts that lead on to the address in a parameter, by the paths of such links: what a search, a chat or a mail gives.
_LEADS_ON = (
    (re.compile(r"(?:www\.)?google\.[a-z.]+$"), re.compile(r"/(?:url|imgres)$"), ("q", "url", "imgrefurl")),
    (re.compile(r"(?:www\.)?youtube\.com$"), re.compile(r"/redirect$"), ("q",)),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com$"), re.compile(r"/(?:l\.php)?$"), ("u",)),
    (re.compile(r"(?:www\.)?duckduckgo\.com$"), re.compile(r"/l/?$"), ("uddg",)),
    (re.compile(r"(?:www\.)?linkedin\.com$"), re.compile(r"/(?:safety/go|redir/redirect)/?$"), ("url",)),
    (re.compile(r"out\.reddit\.com$"), re.compile(r"/"), ("url",)),
    (re.compile(r"link\.zhihu\.com$"), re.compile(r"/"), ("target",)),
    (re.compile(r"(?:www\.)?(?:link\.juejin\.cn|jianshu\.com)$"), re.compile(r"/"), ("target", "url")),
    (re.compile(r"weibo\.(?:cn|com)$"), re.compile(r"/sinaurl"), ("u", "toasturl")),
    (re.compile(r"(?:[\w-]{1,63}\.){0,5}safelinks\.protection\.outlook\.com$"), re.compile(r"/"), ("url",)),
    (re.compile(r"(?:www\.)?vk\.com$"), re.compile(r"/away\.php$"), ("to",)),
    (re.compile(r"slack-redir\.net$"), re.compile(r"/link$"), ("url",)),
    (re.compile(r"t\.umblr\.com$"), re.compile(r"/redirect$"), ("z",)),
    (re.compile(r"(?:www\.)?medium\.com$"), re.compile(r"/r/$"), ("url",)),
)
# Hosts of short addresses, which only the host itself can write out.
_SHORT = frozenset((
    "t.co", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "lnkd.in", "is.gd", "dlvr.it", "t.cn", "dwz.cn",
    "url.cn", "suo.im", "rb.gy", "cutt.ly", "shorturl.at", "trib.al", "fb.me", "amzn.to", "reut.rs", "nyti.ms",
    "on.ft.com", "bloom.bg", "wapo.st", "cnb.cx", "econ.st", "apne.ws", "share.google", "g.co", "aka.ms", "lnk.to",
))  # fmt: skip
# Pages that lead on to another by a code of their own.
_CODED = (
    (re.compile(r"news\.google\.com$"), re.compile(r"/(?:rss/)?(?:articles|read|stories)/")),
    (re.compile(r"(?:www\.)?bing\.com$"), re.compile(r"/(?:ck/a|news/apiclick\.aspx)")),
    (re.compile(r"(?:www\.)?baidu\.com$"), re.compile(r"/link$")),
    (re.compile(r"(?:www\.)?(?:so|sogou)\.com$"), re.compile(r"/link")),
    (re.compile(r"(?:www\.)?google\.[a-z.]+$"), re.compile(r"/(?:search|amp/s/?$)")),
)
_DAY_OF_CAPTURE = re.compile(r"/\d{4,14}(?:[a-z]{2}_)?/")
_HOME = re.compile(
    r"(?:/[a-z]{2}(?:[-_][a-z]{2,4})?)?(?:/(?:home|main|index|english|chinese|eng|chn|news))?", re.IGNORECASE
)


def same_page(url: str) -> str:
    """An address without what may differ in two addresses of one page: the same text for all of them.

    Left out are scheme, ``www``, hosts for phones, default ports, doubled and last slashes, the name of an index,
    fragments, and parameters that only follow a reader; a saved copy, a translation by machine and a link that leads on
    count as the page within. What may tell two articles apart stays: the path's letters and all other parameters.
    """
    # str() makes a value that could not be read say so.
    page = _page_within(str(url).strip())
    parts = urlsplit(page if "//" in page[:9] else f"//{page}")
    host, path = _host(parts.netloc), _path(parts.path)
    query = "&".join(sorted(_telling_parameters(parts.query), key=lambda pair: pair.partition("=")[0]))
    route = parts.fragment if _ROUTE.match(parts.fragment) else ""
    return f"{host}{path}" + (f"?{query}" if query else "") + (f"#{_percent(route)}" if route else "")


def host_of(url: str) -> str:
    """The host of an address in lower case, without ``www.``, a port or a last dot."""
    return re.sub(r"^www\d?\.", "", _plain_host(urlsplit(str(url)).netloc))


def is_home_page(url: str) -> bool:
    """Whether an address leads to a whole site, in one language or all: it has neither a path nor a query."""
    page = same_page(url)
    _, slash, path = page.partition("/")
    return not set("?#") & set(page) and _HOME.fullmatch(slash + path) is not None


def address_to_write(url: str) -> str:
    """The address of a page as a record has it: of a saved copy that of the page within, and without what only follows
    a reader or names a place in the page."""
    page = _page_within(str(url).strip())
    address, _, fragment = page.partition("#")
    address, mark, query = address.partition("?")
    query = "&".join(pair for pair in query.split("&") if _telling_parameters(pair))
    route = f"#{fragment}" if _ROUTE.match(fragment) and not fragment.startswith(":~:") else ""
    return address + (mark + query if query else "") + route


def fault_of_address(url: str) -> tuple[str, str | None] | None:
    """What is wrong with the address of a source, and the one to write where the address itself tells it; None where
    nothing is. What only follows a reader is no fault: published addresses have it."""
    written = str(url).strip()
    parts = urlsplit(written)
    host = _plain_host(parts.netloc)
    if host.removeprefix("www.") in _SHORT:
        return (
            "this is a short address, which may lead elsewhere tomorrow; open it, and copy the address of the page",
            None,
        )
    within = _page_within(written)
    if within != written:
        if is_kept(written):
            return (
                f"this is a saved copy; write the page's own address in url, and this one in archived: {within}",
                None,
            )
        return "this address only leads to another", address_to_write(written)
    if any(on.fullmatch(host) and path.match(parts.path) for on, path in _CODED):
        return f"this address at {host} leads to another; open it, and copy the address of the page", None
    return None


def without_followers(url: str) -> str:
    """An address without the parameters that say how a reader came to the page; its fragment stays."""
    address, mark, fragment = str(url).strip().partition("#")
    return address_to_write(address) + mark + fragment


def is_kept(url: str) -> bool:
    """Whether an address is on a host that keeps copies of pages."""
    host = _plain_host(urlsplit(str(url)).netloc)
    return any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVE_HOSTS)


def fault_of_copy(archived: str, url: str) -> str | None:
    """What is wrong with the address of a saved copy of a page, and what to write; None where nothing is."""
    host, parts = host_of(archived), urlsplit(str(archived))
    if not any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVE_HOSTS):
        return (
            f"{host} keeps no copies of pages; name a copy at web.archive.org, archive.ph or perma.cc, or leave it out"
        )
    within = _page_within(str(archived))
    if within == str(archived):
        own = _OWN_NAME.get(host)
        is_named = own.fullmatch(parts.path.rstrip("/")) if own else host in ("megalodon.jp", "conifer.rhizome.org")
        return (
            None if is_named and parts.path.strip("/") else "this is no saved copy; copy the address of the copy itself"
        )
    if same_page(archived) != same_page(url):
        return f"this is a copy of {within[:90]}; name a copy of the page in url, or leave it out"
    if host == "web.archive.org" and not _DAY_OF_CAPTURE.search(parts.path):
        return "this lists copies and is none; name one, with its day: https://web.archive.org/web/20260131000000/https://…"
    return None


def _page_within(url: str) -> str:
    """The address that a saved copy, a translation or a link that leads on holds, or the address itself."""
    for _ in range(4):
        inner = _one_within(url)
        if inner is None:
            return url
        url = inner
    return url


def _one_within(url: str) -> str | None:
    parts = urlsplit(url if "//" in url[:9] else f"//{url}")
    host = _plain_host(parts.netloc)
    if host.endswith(".translate.goog"):
        own = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".").replace("\0", "-")
        return f"https://{own}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    if host.endswith(".cdn.ampproject.org") and (inner := re.match(r"/[cvi]/(?:s/)?(.+)", parts.path)):
        return f"https://{inner[1]}"
    if host.startswith(("google.", "www.google.")) and (inner := _GOOGLE_AMP.search(parts.path)):
        return f"https://{inner['inner']}"
    for on, path, names in _LEADS_ON:
        if on.fullmatch(host) and path.match(parts.path):
            for name in names:
                for pair in parts.query.split("&"):
                    key, _, value = pair.partition("=")
                    inner_url = unquote(value)
                    if key == name and re.match(r"https?://[^/\s]+\.[^/\s]", inner_url, re.IGNORECASE):
                        return inner_url
    is_archive = any(host == archive or host.endswith(f".{archive}") for archive in _ARCHIVE_HOSTS)
    after = re.sub(r"^https?://", "", url, flags=re.IGNORECASE)
    if is_archive or host.startswith(("translate.google.", "r.jina.ai", "12ft.io")):
        found = _WITHIN.search(after)
        if found is None and is_archive:
            found = _CAPTURE_WITHOUT_SCHEME.search(after)
        if found:
            inner_url = found["inner"]
            if "%3a" in inner_url[:9].lower():
                inner_url = unquote(inner_url.partition("&")[0])
            elif "?" in after[: found.start()]:
                inner_url = inner_url.partition("&")[0]
            return re.sub(r"^(https?):/+", r"\1://", inner_url, flags=re.IGNORECASE)
    return None


def _plain_host(netloc: str) -> str:
    host = re.sub(r":\d*$", "", netloc.rpartition("@")[2]).lower().rstrip(".")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host


def _host(netloc: str) -> str:
    port = re.search(r":(\d+)$", netloc)
    host = _plain_host(netloc)
    while _OTHER_HOST.match(host):
        host = _OTHER_HOST.sub("", host, count=1)
    return host if port is None or port[1] in ("80", "443") else f"{host}:{port[1]}"


def _path(path: str) -> str:
    steps: list[str] = []
    for step in _percent(_SESSION.sub("", path)).split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    short = "/" + "/".join(steps)
    # One after the other, for /news/amp/index.html is /news.
    for ending in (_INDEX, _AMP_END, _INDEX):
        short = ending.sub("", short)
    return short.rstrip("/")


def _telling_parameters(query: str) -> list[str]:
    found = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        name = name.removeprefix("amp;")  # of &amp; as a page's source has it
        plain = unquote_plus(name).lower()
        follows = plain in _TRACKING or _TRACKING_FAMILY.match(plain) or (plain, value.lower()) in _DISPLAY_PARAMETERS
        if pair and not follows:
            found.append(f"{_percent(name)}{equals}{_percent(value.replace('+', '%20'))}")
    return found


def _percent(text: str) -> str:
    """A part of an address with one way of percent-encoding (RFC 3986, 6.2.2): in capitals, and only where needed."""

    def one(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{match[1].upper()}"

    encoded = quote(text, safe="%/:@!$&'()*+,;=?~")
    return re.sub("%([0-9A-Fa-f]{2})", one, encoded)
