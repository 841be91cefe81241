"""Web addresses: fetched from a server of the test's own, within limits, cached, and never from the own network unasked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

import textkit as tk
from textkit.model import TextkitError
from textkit.read.url import Fetcher, _addresses, _allowed, is_url

BODY = "".join(f"<p>\u3000\u3000{i}．各乡镇要抓好第{i}批水毁渠道修复，{i + 3}月底前完成{i * 10}公里以上。</p>" for i in range(1, 9))
PAGE = f"<html><head><title>水毁渠道修复</title></head><body><div><h1>关于抓好水毁渠道修复的通知</h1>{BODY}</div></body></html>"


class _Site(BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []
    agents: ClassVar[list[str]] = []

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.agents.append(self.headers.get("User-Agent", ""))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        if self.path == "/gone":
            self.send_error(404)
            return
        kind, data = "text/html; charset=gbk", PAGE.encode("gbk")
        if self.path == "/plain.txt":
            kind, data = "text/plain; charset=utf-8", "各乡镇要在6月底前完成清淤30公里以上。".encode()
        elif self.path == "/wrong":
            kind, data = "text/html; charset=gb2312", PAGE.replace("<head>", '<head><meta charset="utf-8">').encode("gb18030")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if self.path not in ("/endless", "/slow"):
            self.send_header("Content-Length", str(len(data) + (100 if self.path == "/short" else 0)))
        self.end_headers()
        try:
            if self.path == "/endless":
                for _ in range(4000):
                    self.wfile.write(b"<p>" + b"a" * 1000)
            elif self.path == "/slow":
                for _ in range(40):
                    self.wfile.write(b"<p>a")
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(data)
        except OSError:
            pass


@pytest.fixture(name="site")
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TEXTKIT_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    _Site.seen, _Site.agents = [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_once(site: str) -> None:
    for _ in range(2):
        corpus = tk.read(f"{site}/page", local=True)
        assert "第8批水毁渠道" in corpus[0].text
        meta = corpus[0].source.meta
        assert meta["url"] == f"{site}/page" and len(meta["fetched"]) == 10
    assert _Site.seen == ["/page"]
    assert _Site.agents[0].startswith("policy-textkit")


def test_kinds_and_redirects(site: str) -> None:
    assert tk.read(f"{site}/plain.txt", local=True)[0].text.startswith("各乡镇要在6月底前")
    moved = tk.read(f"{site}/moved", local=True)[0].source
    assert moved.meta["url"] == f"{site}/page" and "第3批" in moved.text
    assert "第3批" in tk.read(f"{site}/wrong", local=True)[0].text        # the header is right, the page is not


def test_requests_to_one_host_wait(site: str, tmp_path: Path) -> None:
    fetcher = Fetcher(local=True, cache=tmp_path / "c", pause=0.3)
    start = time.monotonic()
    for name in ("page", "plain.txt"):
        assert list(fetcher.entries(f"{site}/{name}"))
    assert time.monotonic() - start >= 0.3


@pytest.mark.parametrize(("path", "words"), [("/gone", "404"), ("/endless", "上限"), ("/slow", "没有读完"), ("/short", "传完"), ("/away", "没有读取")])
def test_limits(site: str, tmp_path: Path, path: str, words: str) -> None:
    fetcher = Fetcher(local=True, cache=tmp_path / "c", pause=0, seconds=0.8, most=1 << 20)
    with pytest.raises(TextkitError, match=words) as error:
        list(fetcher.entries(site + path))
    assert error.value.path and error.value.hint
    assert not (tmp_path / "c").exists(), "an answer that failed was kept"


def test_the_own_machine_is_refused_unless_asked_for(site: str) -> None:
    with pytest.raises(TextkitError, match="本机或内部网络"):
        tk.read(f"{site}/page")
    assert _Site.seen == []
    assert tk.read(f"{site}/page", local=True)
    with pytest.raises(TextkitError, match="本机或内部网络"):             # not from the cache either
        tk.read(f"{site}/page")


@pytest.mark.parametrize("url", [
    "http://localhost/a", "http://127.1/a", "http://0.0.0.0/a", "http://[::1]/a", "http://10.1.2.3/a", "http://192.168.0.1/a",
    "http://169.254.169.254/latest/meta-data", "http://[fd00::1]/a", "http://[::ffff:127.0.0.1]/a", "http://2130706433/a",
])
def test_private_addresses_are_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTKIT_CACHE", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(TextkitError, match=r"本机或内部网络|找不到|连不上"):
        tk.read(url)


def test_a_host_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kinds: answers)
    with pytest.raises(TextkitError, match="内部网络"):
        _addresses("host.example", 80, "http://host.example/", False)
    assert _addresses("host.example", 80, "http://host.example/", True) == ["93.184.215.14", "10.0.0.1"]
    assert _allowed("93.184.215.14") and not _allowed("100.64.0.1") and not _allowed("224.0.0.1")


def test_files_by_url(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("各乡镇要在6月底前完成清淤30公里以上。", encoding="utf-8")
    with pytest.raises(TextkitError, match="file://"):
        tk.read(file.as_uri())
    assert len(tk.read(file.as_uri(), local=True)[0].tasks) == 1
    with pytest.raises(TextkitError, match="http 和 https"):
        tk.read("ftp://host.example/a.txt")
    assert is_url("HTTPS://a.cn/x") and not is_url("C:/a.txt") and not is_url("a/b.txt")


def test_one_bad_address_does_not_stop_the_rest(site: str, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("各乡镇要在6月底前完成清淤30公里以上。", encoding="utf-8")
    corpus = tk.read([f"{site}/gone", str(file)], local=True)
    assert len(corpus) == 1 and "404" in corpus.failures[0].message
