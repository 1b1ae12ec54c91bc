"""Pages that stand before a source or in its place, told by what they say.

A sign only says *why* nothing of a source was found in a page. That it is not the source is known from what does not
stand there, so that a wall in words that nobody listed is none of the source's either.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.model.records import Blocked
from generator.watch.text import Page

# So much of a page is read for signs: a wall is short.
_LONGEST = 20_000
# Below so many characters a page is no article: a wall, or an empty shell.
_SHELL = 300
# What such pages say, in English and Chinese.
_SIGNS: dict[Blocked, re.Pattern[str]] = {
    "challenge": re.compile(
        r"captcha|\b(not|were|are you|n't) an? (ro)?bot\b|(you are|you're|you’re|are you) (a )?human"
        r"|human (check|verification)"
        r"|unusual (traffic|activity)|(checking|verifying) (your|the) (browser|connection|device)"
        r"|(security|browser|bot) (check|verification|challenge)|just a moment|automated (access|requests|traffic)"
        r"|attention required|ddos protection|(access|request) (was |is |has been )?(denied|blocked)"
        r"|\bverify (that )?(you|it)|\bprove (that )?you|you (have been|were|are) blocked|suspicious (traffic|activity)"
        r"|验证码|驗證碼|(人机|安全|滑动|身份|拖动|点击|完成|请|通过|行为)(完成|进行|通过)?(安全|下方)?(验证|驗證)"
        r"|环境异常|访问(过于|太)?频繁|异常(流量|访问|请求)|正在(检查|检测|验证)|(不是|是否为?)机器人|访问被(拒绝|拦截|阻断)",
        re.IGNORECASE,
    ),
    "not found page": re.compile(
        r"\b404\b.{0,40}\b(error|found|page)|\b(error|page|http)\b.{0,20}\b404\b"
        r"|(page|article|story|content|file|document|link|post|url).{0,60}(not? (be )?(found|exist)|no longer|"
        r"(doesn'?t|doesn’t|does not|did not|cannot|can't|can’t|could not|couldn't|couldn’t) (be found|exist|find)|"
        r"(been|was|were) (removed|deleted|moved|taken down)|unavailable|not available|has expired)"
        r"|(can't|can’t|cannot|couldn't|couldn’t|could not|unable to) (find|locate) .{0,40}"
        r"(page|article|story|looking|requested)|^not found|nothing (was |to be )?found"
        r"|(页面|网页|文章|内容|信息|稿件|链接|頁面|網頁|新闻)[^。]{0,12}"
        r"(不存在|找不到|未找到|已?被?删除|已?被?刪除|已?下线|已?失效|过期|走丢|丢失)"
        r"|(找不到|无法找到|未找到|没有找到)[^。]{0,12}(页面|网页|文章|内容|信息|文件)",
        re.IGNORECASE,
    ),
    "script": re.compile(
        r"(enable|turn on|activate|requires?|needs?|without|disabled|support).{0,30}javascript"
        r"|javascript.{0,40}(enable|disabled|required|needed|turned off|not supported|must|switched)"
        r"|(启用|开启|打开|允许|支持|啟用)[^。]{0,10}javascript|javascript[^。]{0,12}(启用|开启|禁用|关闭|支持)",
        re.IGNORECASE,
    ),
    "consent": re.compile(
        r"before you continue|(accept|agree|consent|manage|allow|reject)[^.]{0,80}(cookies?|privacy|partners)"
        r"|(cookies?|privacy|partners)[^.]{0,80}(accept|agree|consent|manage|choices|settings|preferences)"
        r"|(同意|接受)[^。]{0,30}(cookie|隐私|协议|条款)|(cookie|隐私|隱私)[^。]{0,30}(同意|接受|设置)",
        re.IGNORECASE,
    ),
    "login": re.compile(
        r"\b(log|sign)[ -]?(in|on|up)\b|\bsubscri(be|ber|bers|ption)\b|\bregister(ed)?\b|\bmembers?[ -]only\b"
        r"|(登录|登陆|登錄|登入|注册|註冊|订阅|訂閱|付费|会员|开通)",
        re.IGNORECASE,
    ),
}
_LOGIN_ADDRESS = re.compile(r"(^|[/._-])(log-?in|sign-?in|passport|sso|auth|accounts?)([/._-]|$)", re.IGNORECASE)
_HOME = re.compile(r"/?((index|default|home|main)(\.[a-z]{2,5})?)?/?", re.IGNORECASE)
_LANGUAGE = re.compile(r"^/(en|zh|cn|zh-cn|en-us|english|chinese)(?=/|$)", re.IGNORECASE)


def is_challenge(page: Page) -> bool:
    """Whether a page, of an answer that refuses or finds nothing, asks its reader to prove something."""
    return bool(_SIGNS["challenge"].search(_said(page)))


def is_home(address: str, asked: str) -> bool:
    """Whether the page at ``address`` is a home page, and the one that was asked for was none."""
    return _is_home(address) and not _is_home(asked)


def sign(page: Page, address: str, asked: str) -> Blocked | None:
    """What a page says that it is instead of the source that was asked for; None where it says nothing of the kind."""
    said = _said(page)
    if _SIGNS["challenge"].search(said):
        return "challenge"
    if _SIGNS["not found page"].search(said):
        return "not found page"
    if is_home(address, asked):
        return "home page"
    if address != asked and _LOGIN_ADDRESS.search(_place(address)) and not _LOGIN_ADDRESS.search(_place(asked)):
        return "login"
    # That a part needs scripts is said on many a page that is there.
    if is_shell(page) and _SIGNS["script"].search(said):
        return "script"
    if _SIGNS["consent"].search(said):
        return "consent"
    return "login" if _SIGNS["login"].search(said) else None


def is_shell(page: Page) -> bool:
    """Whether a page says so little that it is no article."""
    return len(page.text.split()) < 40 and len(page.text.strip()) < _SHELL


def _said(page: Page) -> str:
    return " ".join(f"{page.title} {page.noscript} {page.text}"[:_LONGEST].split())


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_HOME.fullmatch(_LANGUAGE.sub("", parts.path))) and not parts.query
