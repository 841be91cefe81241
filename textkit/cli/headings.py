"""What typer itself writes around the help of a command, in Chinese."""

from __future__ import annotations

__all__ = ["in_chinese"]

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "参数", "OPTIONS_PANEL_TITLE": "选项", "COMMANDS_PANEL_TITLE": "命令", "ERRORS_PANEL_TITLE": "用法不对",
    "DEFAULT_STRING": "〔默认 {}〕", "REQUIRED_LONG_STRING": "〔必填〕", "ABORTED_TEXT": "已中断。",
    "RICH_HELP": "用法见 [blue]{command_path} {help_option}[/]",
}


def in_chinese() -> None:
    """Set the headings of the help for this process; one that this version of typer does not know is left alone."""
    from typer import rich_utils

    for name, words in _WORDS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, words)
