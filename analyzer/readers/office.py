"""Older and other word-processor files: turned into .docx by a LibreOffice on this machine."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from analyzer.document import InputError
from analyzer.readers.sniff import MAX_BYTES, quoted

TIME_LIMIT = 120.0

_PLACES = (  # where the installers put it without telling PATH
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/snap/bin/libreoffice",
)
_FORMATS = (
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"PK", ".odt"),
)  # else .rtf; LibreOffice looks at the content anyway

# A fresh profile that runs no macro, loads nothing a document links to, and reaches the net only through a
# proxy that is not there.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def convert(data: bytes, name: str, time_limit: float = TIME_LIMIT) -> bytes:
    """The .docx that LibreOffice makes of ``data`` (.doc, .wps, .rtf or .odt) within ``time_limit`` seconds.

    Raises InputError where LibreOffice is missing, too slow, or cannot read the file.
    """
    program = _program()
    if program is None:
        raise InputError(
            f"检查{quoted(name)}需要 LibreOffice，这台电脑上没有找到，请安装 LibreOffice，"
            "或在 Word/WPS 中另存为 .docx 后重试。"
        )
    try:
        with tempfile.TemporaryDirectory(prefix="report-", ignore_cleanup_errors=True) as folder:
            return _converted(program, Path(folder), data, name, time_limit)
    except OSError as error:
        raise InputError(
            f"转换{quoted(name)}时无法运行 LibreOffice 或写临时文件，请检查磁盘空间和 LibreOffice 的安装，"
            "或在 Word/WPS 中另存为 .docx 后重试。"
        ) from error


def _program() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _converted(program: str, folder: Path, data: bytes, name: str, time_limit: float) -> bytes:
    suffix = next((suffix for magic, suffix in _FORMATS if data.startswith(magic)), ".rtf")
    source, target = folder / f"input{suffix}", folder / "out" / "input.docx"
    source.write_bytes(data)
    target.parent.mkdir()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source)),
    ]
    if not _run(command, folder, time_limit):
        raise InputError(
            f"转换{quoted(name)}超过 {time_limit:g} 秒仍未完成，已停止，请在 Word/WPS 中另存为 .docx 后重试。"
        )
    # The exit status says little: LibreOffice returns 0 for a file that it could not load.
    size = target.stat().st_size if target.is_file() else 0
    if size > MAX_BYTES:
        raise InputError(
            f"{quoted(name)}转换后超过 {MAX_BYTES // (1024 * 1024)} MB，请删去其中的大图片后重试。"
        )
    result = target.read_bytes() if size else b""
    if not result.startswith(b"PK\x03\x04"):
        raise InputError(
            f"{quoted(name)}无法转换，可能已损坏或设有密码，请在 Word/WPS 中打开并另存为 .docx 后重试。"
        )
    return result


def _profile() -> str:
    items = (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{key}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, key, value in _SETTINGS
    )
    return _PROFILE.format("".join(items))


def _run(command: list[str], folder: Path, time_limit: float) -> bool:
    """Run to its end, or kill it and all its children after ``time_limit`` seconds; False if killed."""
    proxy = "http://127.0.0.1:9"
    environment = os.environ | {"http_proxy": proxy, "https_proxy": proxy, "all_proxy": proxy, "no_proxy": ""}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(time_limit)
    except subprocess.TimeoutExpired:
        return False
    finally:  # also on Ctrl-C, and for what a wrapper script left behind
        _kill_group(process)
    return True


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(taskkill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # all gone; macOS says EPERM for a group of zombies
            return
    process.wait()
