"""The command line as a shell sees it: output, messages, exit codes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from textkit.cli import main

Run = Callable[..., "Done"]

SPEECH = (
    "在全县水利工作会议上的讲话\n"
    "（2031年3月5日）\n"
    "同志们：\n"
    "一、工作任务\n"
    "县水利局要在6月底前完成清淤30公里以上。\n"
    "县财政局要保障资金，年底前到位率达到95%以上。\n"
)


def shell(*args: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, where the process itself is what is tested."""
    return subprocess.run(
        [sys.executable, "-m", "textkit", *map(str, args)], capture_output=True, check=False,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200", **(env or {})},
    )


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Done]:
    """The same command line inside this process, which is quicker."""
    def command(*args: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["textkit", *map(str, args)])
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capfdbinary.readouterr()
        return Done(int(stop.value.code or 0), out.decode(), err.decode())

    return command


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def test_help_and_version(run: Run) -> None:
    for command in ([], ["extract"], ["evaluate"], ["explain"]):
        done = run(*command, "--help")
        assert done.returncode == 0
        assert "textkit" in done.stdout
    assert run("--version").stdout.startswith("textkit ")


def test_python_m() -> None:
    done = shell("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"textkit ")


@pytest.mark.parametrize("args", [
    ["nonsense"], ["extract"], ["extract", "a.txt", "--nonsense"], ["extract", "a.txt", "-o", "a.odt"],
    ["extract", "a.txt", "--format", "xlsx"], ["extract", "a.txt", "-o", "a.csv", "--format", "xlsx"],
    ["explain", "a.txt"], ["explain", "a.txt", "--at", "-1"], ["evaluate", "a.txt"],
])
def test_a_senseless_command_line_is_2(
    args: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a.txt").write_text(SPEECH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr


@pytest.mark.parametrize("args", [["extract", "没有"], ["evaluate", "没有", "也没有"], ["catalogue", "没有"], ["figures", "没有"]])
def test_a_file_that_is_not_there_is_1_and_named(args: list[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert done.returncode == 1 and "没有这个文件或文件夹" in done.stderr


def test_a_table_on_the_screen(speech: Path, run: Run) -> None:
    done = run("extract", speech)
    assert done.returncode == 0
    shown = done.stdout
    for word in ("序号", "工作任务", "县水利局", "县财政局", "6月底前", "2031-06-30"):
        assert word in shown
    assert "1 个文件，1 篇文档" in done.stderr


def test_files_of_every_kind_in_one_run(speech: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    done = run("extract", speech, "-o", out / "t.xlsx", "-o", out / "t.csv", "-o", out / "t.json")
    assert done.returncode == 0, done.stderr
    assert "任务分解表" in openpyxl.load_workbook(out / "t.xlsx").sheetnames
    rows = list(csv.DictReader((out / "t.csv").open(encoding="utf-8-sig", newline="")))
    tasks = json.loads((out / "t.json").read_text(encoding="utf-8"))["tasks"]
    assert len(rows) == len(tasks) >= 2
    for task in tasks:
        assert SPEECH[task["source_start"] : task["source_end"]] == task["quote"]


def test_answer_file_of_one_file_and_of_many(speech: Path, tmp_path: Path, run: Run) -> None:
    assert run("extract", speech, "--format", "gold", "-o", tmp_path / "a.json").returncode == 0
    one = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert one["tasks"][0]["units"]
    (tmp_path / "二.txt").write_text(SPEECH, encoding="utf-8")
    assert run("extract", speech, tmp_path / "二.txt", "--format", "gold", "-o", tmp_path / "many").returncode == 0
    assert {p.name for p in (tmp_path / "many").iterdir()} == {"讲话.json", "二.json"}
    many = run("extract", speech, tmp_path / "二.txt", "--format", "gold", "-o", tmp_path / "b.json")
    assert many.returncode == 2
    assert json.loads(run("extract", speech, "--format", "gold").stdout)["tasks"] == one["tasks"]


def test_data_on_standard_output_is_utf8_on_a_gbk_console(speech: Path) -> None:
    gbk = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "LC_ALL": "C"}
    assert json.loads(shell("extract", speech, "--format", "json", env=gbk).stdout.decode("utf-8"))["tasks"]
    speech.write_text(SPEECH + "县档案局要在年底前整理𠮷字卷宗10卷。\n", encoding="utf-8")
    done = shell("extract", speech, env=gbk)
    assert done.returncode == 0, done.stderr
    assert "县档案局" in done.stdout.decode("gbk")


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(speech: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "坏.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    done = run("extract", tmp_path, "-o", tmp_path / "out/t.csv")
    assert done.returncode == 1
    assert "坏.txt" in done.stderr
    assert "县水利局" in (tmp_path / "out/t.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["没有.txt", "空.txt"])
def test_nothing_to_read_is_1(name: str, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = shell("extract", tmp_path / name)
    assert done.returncode == 1
    assert name in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_foreign_file_is_kept_without_force(speech: Path, tmp_path: Path, run: Run) -> None:
    notes = tmp_path / "笔记.csv"
    notes.write_text("我的笔记", encoding="utf-8")
    done = run("extract", speech, "-o", notes)
    assert done.returncode == 1
    assert "--force" in done.stderr
    assert notes.read_text(encoding="utf-8") == "我的笔记"
    assert run("extract", speech, "-o", notes, "--force").returncode == 0
    assert run("extract", speech, "-o", speech, "--format", "gold").returncode == 1
    assert speech.read_text(encoding="utf-8") == SPEECH


def test_explain_says_which_rules(speech: Path, run: Run) -> None:
    done = run("explain", speech, "--at", str(SPEECH.index("6月底前")))
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    for word in ("县水利局", "6月底前（2031-06-30）", "规则", "第5行"):
        assert word in shown
    assert run("explain", speech, "--at", "99999").returncode == 2


def test_evaluate_compares_with_answers(speech: Path, tmp_path: Path, run: Run) -> None:
    for folder in ("gold", "predicted"):
        assert run("extract", speech, "--format", "gold", "-o", tmp_path / folder / "讲话.json").returncode == 0
    done = run("evaluate", tmp_path / "gold", tmp_path / "predicted")
    assert done.returncode == 0
    assert "task           P 1.000  R 1.000  F1 1.000" in done.stdout
    answer = json.loads((tmp_path / "predicted/讲话.json").read_text(encoding="utf-8"))
    answer["tasks"] = []
    (tmp_path / "predicted/讲话.json").write_text(json.dumps(answer), encoding="utf-8")
    figures = json.loads(run("evaluate", tmp_path / "gold", tmp_path / "predicted", "--json").stdout)
    assert figures["task"]["f1"] == 0.0
    assert figures["quantity"]["f1"] == 1.0
    shown = run("evaluate", tmp_path / "gold", tmp_path / "predicted", "--misses", "1").stdout
    assert "县水利局要在6月底前" in shown
    (tmp_path / "predicted/讲话.json").write_text("不是 JSON", encoding="utf-8")
    broken = run("evaluate", tmp_path / "gold", tmp_path / "predicted")
    assert broken.returncode == 1
    assert "讲话.json" in broken.stderr


def test_english_headings(speech: Path, tmp_path: Path, run: Run) -> None:
    assert run("extract", speech, "--lang", "en", "-o", tmp_path / "t.csv").returncode == 0
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").startswith("No.,Task,Lead,")


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGINT 这样的信号")
def test_interrupt_is_130_and_leaves_nothing(tmp_path: Path) -> None:
    big = tmp_path / "大.txt"
    big.write_text(SPEECH * 60_000, encoding="utf-8")
    code = "import textkit.cli; print('ready', flush=True); textkit.cli.main()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, "extract", str(big), "-o", str(tmp_path / "out/t.csv")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    time.sleep(2)                                          # until the command has begun, on a busy machine too
    assert child.poll() is None
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert child.returncode == 130
    assert b"Traceback" not in errors
    assert "已中断" in errors.decode()
    assert not list(tmp_path.glob("out/*"))


def test_a_closed_pipe_is_no_error(speech: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "textkit", "extract", str(speech), "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert child.wait(timeout=60) in (0, 1)
    assert b"Traceback" not in errors
