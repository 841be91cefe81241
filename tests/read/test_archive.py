"""Archives: what is in them, and what they must not do."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

import textkit as tk
from textkit.model import TextkitError

TASK = "各乡镇要在6月底前完成清淤30公里以上。"


def _zip(path: Path, members: dict[str, bytes], **kinds: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name) if name.endswith("/") else name, data, **kinds)
    return path


def _renamed(path: Path, old: bytes, new: bytes) -> Path:
    """Names as a program writes them that knows no UTF-8 flag."""
    data = path.read_bytes()
    assert len(old) == len(new)
    data = data.replace(old, new)
    path.write_bytes(data)
    return path


def test_members_are_documents(tmp_path: Path) -> None:
    file = _zip(tmp_path / "语料.zip", {"乡镇/通知.txt": TASK.encode("gbk"), "讲话.txt": f"同志们：\n{TASK}".encode(), "__MACOSX/._讲话.txt": b"x",
                                     "图.jpg": b"\xff\xd8\xff", ".hidden.txt": b"x", "空/": b""})
    corpus = tk.read(file)
    assert [d.source.path for d in corpus] == [f"{file}/乡镇/通知.txt", f"{file}/讲话.txt"]
    assert corpus.failures == () and all(d.tasks for d in corpus)
    inside = tk.read(tmp_path)
    assert [d.source.path for d in inside] == ["语料.zip/乡镇/通知.txt", "语料.zip/讲话.txt"]


def test_names_in_gbk(tmp_path: Path) -> None:
    name = "县长讲话.txt".encode("gbk")
    file = _renamed(_zip(tmp_path / "a.zip", {"q" * (len(name) - 4) + ".txt": TASK.encode()}), b"q" * (len(name) - 4) + b".txt", name)
    assert [Path(d.source.path).name for d in tk.read(file)] == ["县长讲话.txt"]
    folder = _renamed(_zip(tmp_path / "b.zip", {"qq\\ww.txt": TASK.encode()}), b"qq\\ww", "县".encode("gbk") + b"\\ww")
    assert tk.read(folder)[0].source.path.endswith("b.zip/县/ww.txt")


@pytest.mark.parametrize("name", ["../../跑出去.txt", "/etc/跑出去.txt", "a/../../跑出去.txt", "..\\跑出去.txt", "C:\\跑出去.txt"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    work = tmp_path / "内" / "里"
    work.mkdir(parents=True)
    file = _zip(work / "a.zip", {name: TASK.encode(), "好.txt": TASK.encode()})
    before = sorted(tmp_path.rglob("*"))
    corpus = tk.read(file)
    assert len(corpus) == 1 and "之外" in corpus.failures[0].message
    assert sorted(tmp_path.rglob("*")) == before


def _bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("零.txt", "w") as stream:
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
    return out.getvalue()


def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    bomb = _bomb(200 << 20)
    lying = bomb.replace(struct.pack("<I", 200 << 20), struct.pack("<I", 1000))
    for name, data in (("弹.zip", bomb), ("谎.zip", lying)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "好.txt").write_text(TASK, encoding="utf-8")
    (tmp_path / "嵌.zip").write_bytes(_zip(tmp_path / "嵌.zip", {"弹.zip": bomb, "好.txt": TASK.encode()}).read_bytes())
    tracemalloc.start()
    start = time.perf_counter()
    corpus = tk.read(tmp_path)
    assert time.perf_counter() - start < 10
    assert tracemalloc.get_traced_memory()[1] < 60 << 20
    tracemalloc.stop()
    words = {Path(failure.path).parent.name: failure.message for failure in corpus.failures}
    assert len(corpus) == 2 and set(words) == {"弹.zip", "谎.zip", "嵌.zip"}
    assert "炸弹" in words["弹.zip"] and ("炸弹" in words["谎.zip"] or "损坏" in words["谎.zip"]) and "压缩包里的压缩包" in words["嵌.zip"]


def test_too_many_members(tmp_path: Path) -> None:
    file = tmp_path / "多.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(10_001):
            archive.writestr(f"{i}.txt", b"")
    with pytest.raises(TextkitError, match="上限"):
        tk.read(file)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "损坏"), (bytes(1000), "损坏"), (b"PK\x05\x06" + bytes(18), "没有文件"), (b"Rar!\x1a\x07\x00" + bytes(100), "损坏"),
])
def test_what_is_no_archive(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "坏.zip").write_bytes(data)
    with pytest.raises(TextkitError, match=words) as error:
        tk.read(tmp_path / "坏.zip")
    assert "坏.zip" in str(error.value) and error.value.hint


def test_truncated_and_damaged_members(tmp_path: Path) -> None:
    text = "".join(f"{i}.{TASK}\n" for i in range(400)).encode()
    whole = _zip(tmp_path / "全.zip", {"一.txt": text, "二.txt": text}).read_bytes()
    (tmp_path / "半.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TextkitError, match="损坏"):
        tk.read(tmp_path / "半.zip")
    hurt = bytearray(whole)
    hurt[60:90] = bytes(30)
    (tmp_path / "伤.zip").write_bytes(bytes(hurt))
    corpus = tk.read(tmp_path / "伤.zip")
    assert len(corpus) == 1 and "损坏" in corpus.failures[0].message


def test_encrypted_members(tmp_path: Path) -> None:
    data = bytearray(_zip(tmp_path / "密.zip", {"a.txt": TASK.encode()}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "密.zip").write_bytes(bytes(data))
    with pytest.raises(TextkitError, match="密码"):
        tk.read(tmp_path / "密.zip")


def test_a_catalogue_inside(tmp_path: Path) -> None:
    rows = "file,place,year\n讲话.txt,青禾市白石县,2031\n".encode("utf-8-sig")
    corpus = tk.read(_zip(tmp_path / "语料.zip", {"2031/讲话.txt": f"同志们：\n{TASK}".encode(), "2031/catalogue.csv": rows}))
    assert len(corpus) == 1 and corpus[0].place == "青禾市白石县" and corpus[0].work_year == 2031


def test_zeros_and_the_rest_of_the_folder(tmp_path: Path) -> None:
    with (tmp_path / "零.txt").open("wb") as stream:
        stream.truncate(200 << 20)
    (tmp_path / "假.pdf").write_bytes(b"<html><body>404</body></html>")
    (tmp_path / "假.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    (tmp_path / "半.csv").write_bytes("标题,正文\n甲,\"".encode() + TASK.encode())
    (tmp_path / "好.txt").write_text(TASK, encoding="utf-8")
    start = time.perf_counter()
    corpus = tk.read(tmp_path)
    assert time.perf_counter() - start < 10
    assert {Path(failure.path).name for failure in corpus.failures} == {"零.txt", "假.pdf", "假.xlsx"}
    assert "好.txt" in [d.source.path for d in corpus]
