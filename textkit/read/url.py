"""Web addresses: fetched once, within limits, and kept in a cache of the user's; never the own machine or network.

A host is resolved before anything is sent, every address it has is looked at, and the connection goes to the very
address that was looked at, after each redirect too.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import os
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from textkit.model import TextkitError
from textkit.read.several import Entry

__all__ = ["Fetcher", "is_url"]

_AGENT = "policy-textkit (research reader; +https://pypi.org/project/policy-textkit/)"
_SECONDS = 30.0                                   # for an answer, and for the whole of it
_BYTES = 64 << 20
_PAUSE = 1.0                                      # seconds between two requests to one host
_REDIRECTS = 5
_SCHEME = re.compile(r"(?:https?|file|ftp)://", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,20})", re.I)
_SUFFIX = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md", "application/pdf": ".pdf",
    "application/msword": ".doc", "text/csv": ".csv", "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


def is_url(item: object) -> bool:
    """Whether an argument is a web address: ``is_url("https://www.gov.cn/a.htm")``."""
    return isinstance(item, str) and _SCHEME.match(item) is not None


def _allowed(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


def _addresses(host: str, port: int, url: str, local: bool) -> list[str]:
    """The addresses of a host. Raises TextkitError where it has none, or one of the own machine or network."""
    try:
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        raise TextkitError("找不到这个网站", path=url, hint="请检查网址和网络连接") from error
    if not local and not all(_allowed(address) for address in found):
        raise TextkitError("这个网址指向本机或内部网络，没有读取", path=url, hint="确要读取请加 local=True")
    return found


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was looked at."""

    local = False

    def connect(self) -> None:
        self.sock = _socket(self)


class _SafeConnection(http.client.HTTPSConnection):
    local = False

    def connect(self) -> None:
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(_socket(self), server_hostname=self.host)


def _socket(connection: Any) -> socket.socket:
    last: OSError | None = None
    for address in _addresses(connection.host, connection.port, f"//{connection.host}", connection.local):
        try:
            return socket.create_connection((address, connection.port), connection.timeout)
        except OSError as error:
            last = error
    raise last or OSError("no address")


def _opener(local: bool) -> urllib.request.OpenerDirector:
    plain = type("_Plain", (_Connection,), {"local": local})
    safe = type("_Safe", (_SafeConnection,), {"local": local})
    context = ssl.create_default_context()

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(http.client.HTTPConnection if _proxied(req, local) else plain, req)  # type: ignore[arg-type]

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            kind = http.client.HTTPSConnection if _proxied(req, local) else safe
            return self.do_open(kind, req, context=context)  # type: ignore[arg-type]

    class Redirects(urllib.request.HTTPRedirectHandler):
        max_redirections = _REDIRECTS

        def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
            if urllib.parse.urlsplit(newurl).scheme not in ("http", "https"):
                raise TextkitError("网站把这个网址转到了别种地址，没有读取", path=newurl, hint="请在浏览器中打开核对")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Http(), Https(), Redirects(), urllib.request.HTTPErrorProcessor(),
                    urllib.request.HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


def _proxied(request: urllib.request.Request, local: bool) -> bool:
    """Whether a request goes through the user's own proxy; then its host is looked at here, as far as it resolves."""
    target = urllib.parse.urlsplit(request.full_url)
    tunnel = getattr(request, "_tunnel_host", None)
    if not tunnel and request.host == target.netloc:
        return False
    try:
        _addresses(target.hostname or "", target.port or 443, request.full_url, local)
    except TextkitError as error:
        if "找不到" not in error.message:
            raise
    return True


class Fetcher:
    """Fetches addresses one after another; ``local`` allows the own machine and network, and ``file://``."""

    def __init__(self, *, local: bool = False, cache: Path | None = None, pause: float = _PAUSE, seconds: float = _SECONDS,
                 most: int = _BYTES) -> None:
        self.local, self.pause, self.seconds, self.most = local, pause, seconds, most
        self.cache = cache if cache is not None else _cache()
        self._last: dict[str, float] = {}

    def entries(self, url: str, *, text: str | None = None) -> Iterator[Entry]:
        """The documents behind an address, as :func:`textkit.read.several.entries`; ``meta`` has url and day of fetching.

        Raises TextkitError where the address is refused, does not answer in time, is too large, or cannot be read.
        """
        from dataclasses import replace

        from textkit.read.several import entries, entries_of

        parts = urllib.parse.urlsplit(url)
        if parts.scheme.lower() == "file":
            if not self.local:
                raise TextkitError("没有读取 file:// 网址", path=url, hint="请直接给出文件路径，或加 local=True")
            yield from entries(urllib.request.url2pathname(parts.path), text=text)
            return
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            raise TextkitError("只能读 http 和 https 网址", path=url, hint="请检查网址是否写全")
        if not self.local:                        # what the cache holds was allowed once; an address of one's own never is
            _literal(parts.hostname, url)
        data, about = self._fetched(url)
        kind = str(about.get("type", "")).split(";")[0].strip().lower()
        suffix = _SUFFIX.get(kind) or PurePosixPath(urllib.parse.unquote(parts.path)).suffix.lower() or ".html"
        if suffix in (".htm", ".jsp", ".jspx", ".php", ".asp", ".aspx", ".do", ".action", ".shtml"):
            suffix = ".html"
        charset = _CHARSET.search(str(about.get("type", "")))
        if suffix == ".html" and charset:
            data = _declared(data, charset[1])
        for entry in entries_of(data, url, suffix=suffix, text=text):
            if entry.source is not None:
                meta = {**entry.source.meta, "url": str(about.get("url", url)), "fetched": str(about.get("fetched", ""))}
                entry = replace(entry, source=replace(entry.source, meta=meta))
            yield entry

    def _fetched(self, url: str) -> tuple[bytes, dict[str, Any]]:
        name = hashlib.sha256(url.encode()).hexdigest()[:40]
        body, notes = self.cache / f"{name}.body", self.cache / f"{name}.json"
        try:
            about = json.loads(notes.read_text(encoding="utf-8"))
            data = body.read_bytes()
            if hashlib.sha256(data).hexdigest() == about.get("sha256") and (self.local or not about.get("local")):
                return data, about
        except (OSError, ValueError):
            pass                                  # not there, or cut short: fetched again
        data, about = self._get(url)
        about |= {"sha256": hashlib.sha256(data).hexdigest(), "fetched": time.strftime("%Y-%m-%d"), "local": self.local}
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            for path, content in ((body, data), (notes, json.dumps(about, ensure_ascii=False).encode())):
                part = path.with_suffix(f".{os.getpid()}.part")
                part.write_bytes(content)
                part.replace(path)
        except OSError:
            pass                                  # a cache that cannot be written only costs time
        return data, about

    def _get(self, url: str) -> tuple[bytes, dict[str, Any]]:
        host = urllib.parse.urlsplit(url).hostname or ""
        wait = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        quoted = urllib.parse.quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(quoted, headers={"User-Agent": _AGENT, "Accept": "*/*"})
        until = time.monotonic() + self.seconds
        try:
            with _opener(self.local).open(request, timeout=self.seconds) as answer:
                parts: list[bytes] = []
                size = 0
                while piece := answer.read1(1 << 16):
                    size += len(piece)
                    if size > self.most:
                        raise TextkitError(f"网页超过 {self.most >> 20} MB 的上限", path=url, hint="请下载后拆开再读")
                    if time.monotonic() > until:
                        raise TextkitError(f"超过 {self.seconds:g} 秒还没有读完", path=url, hint="请稍后再试，或在浏览器中下载后再读")
                    parts.append(piece)
                said = int(answer.headers.get("Content-Length") or size) if not answer.headers.get("Content-Encoding") else size
                if size < said:
                    raise TextkitError("网页没有传完就断了", path=url, hint="请稍后再试")
                return b"".join(parts), {"url": answer.geturl(), "type": answer.headers.get("Content-Type", "")}
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (301, 302, 303, 307, 308):
                raise TextkitError("网站把这个网址转到了别种地址，或转来转去，没有读取", path=url, hint="请在浏览器中打开核对") from error
            raise TextkitError(f"网站答复 {error.code}", path=url, hint="请在浏览器中打开核对网址") from error
        except TimeoutError as error:
            raise TextkitError(f"网站在 {self.seconds:g} 秒内没有答复", path=url, hint="请稍后再试") from error
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TextkitError):
                raise TextkitError(reason.message, path=url, hint=reason.hint) from error
            if isinstance(reason, TimeoutError):
                raise TextkitError(f"网站在 {self.seconds:g} 秒内没有答复", path=url, hint="请稍后再试") from error
            raise TextkitError(f"连不上这个网站（{reason}）", path=url, hint="请检查网址和网络连接") from error
        finally:
            self._last[host] = time.monotonic()


def _literal(host: str, url: str) -> None:
    """Refuses an address of the own machine or network that is written out, before the cache is looked into."""
    try:
        private = not _allowed(host.strip("[]"))
    except ValueError:
        private = host.lower().rstrip(".") == "localhost" or host.lower().endswith((".localhost", ".local", ".internal"))
    if private:
        raise TextkitError("这个网址指向本机或内部网络，没有读取", path=url, hint="确要读取请加 local=True")


def _declared(data: bytes, charset: str) -> bytes:
    """A page in UTF-8 by what its header says, where it can be decoded so; the header outranks the page's own meta tag."""
    name = "gb18030" if charset.lower() in ("gb2312", "gbk", "gb_2312-80") else charset
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return data
    return text.encode("utf-8-sig", "surrogatepass")


def _cache() -> Path:
    """The user's own cache folder: TEXTKIT_CACHE, else that of the system."""
    named = os.environ.get("TEXTKIT_CACHE")
    if named:
        return Path(named) / "web"
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "policy-textkit" / "web"
