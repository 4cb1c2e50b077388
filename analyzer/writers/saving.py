"""Writes a file whole or not at all, and never over the draft."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from analyzer.document import InputError


def refuse_overwriting(source: str, target: Path, what: str = "被审阅的文件") -> None:
    """Raise ``InputError`` where ``target`` is the file ``source`` that is read, or its folder is not there."""
    try:
        same = Path(source).samefile(target)
    except (OSError, ValueError):  # one of them is no file
        same = False
    if same:
        raise InputError(f"输出文件“{target}”就是{what}本身，请换一个文件名，以免覆盖原文件。")
    try:
        reachable = target.parent.is_dir()
    except OSError:  # a name too long, a drive that is gone
        reachable = False
    if not reachable:
        raise InputError(f"输出文件夹“{target.parent}”不存在，请先建立或换一个位置。")


def save(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a temporary file beside ``target``, then put it in its place.

    Raises:
        InputError: the file cannot be written; nothing is left behind and an old ``target`` stands as it was.
    """
    try:
        target = target.resolve()  # through a link to the file that it stands for
        if target.exists() and not target.is_file():
            raise InputError(f"“{target}”不是普通文件，不能写入，请换一个文件名。")
        scratch = target.parent / f".{uuid4().hex}.tmp"
        try:
            with scratch.open("xb") as file:
                write(file)
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        advice = "请检查文件名、权限和磁盘空间，并关闭正打开它的程序"
        raise InputError(f"无法写入“{target}”，{advice}。") from error
