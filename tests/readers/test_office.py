import http.server
import io
import os
import shutil
import threading
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from analyzer.document import InputError
from analyzer.readers import office
from analyzer.readers.office import convert
from analyzer.readers.sniff import kind

posix = pytest.mark.skipif(os.name == "nt", reason="the fake is a shell script")
RTF = rb"{\rtf1\ansi {\b \u27719?\u25253?} XX \par}"


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a shell script on PATH as soffice. In it $out is the folder and $in the file it was given."""

    def install(script: str) -> Path:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" >"{tmp_path}/args"\n'
            'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done; in="$1"\n' + script
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


def refused(data: bytes, name: str = "/folder/a.doc", **options: float) -> str:
    with pytest.raises(InputError) as error:
        convert(data, name, **options)
    message = str(error.value)
    assert message.endswith("。") and "folder" not in message
    return message


@posix
def test_gives_what_libreoffice_made(fake) -> None:
    folder = fake('printf "PK\\003\\004made of " >"$out/input.docx"; cat "$in" >>"$out/input.docx"')
    assert convert(b"the data", "--a'; touch x;.doc") == b"PK\x03\x04made of the data"
    arguments = (folder / "args").read_text().splitlines()
    assert {"--headless", "--norestore", "--nolockcheck", "docx:MS Word 2007 XML"} <= set(arguments)
    assert arguments[0].startswith("-env:UserInstallation=file:///")
    assert Path(arguments[-1]).is_absolute() and Path(arguments[-1]).name == "input.rtf"
    assert not any("touch" in argument for argument in arguments)
    assert not Path(arguments[-1]).parent.exists()  # nothing is left behind


@posix
@pytest.mark.parametrize(
    ("data", "suffix"), [(b"\xd0\xcf\x11\xe0...", "doc"), (b"PK\x03\x04", "odt"), (b"{\\rtf1}", "rtf")]
)
def test_the_input_is_named_after_its_content(fake, data: bytes, suffix: str) -> None:
    folder = fake('printf "PK\\003\\004" >"$out/input.docx"')
    convert(data, "a.wps")
    assert (folder / "args").read_text().endswith(f"/input.{suffix}\n")


@posix
@pytest.mark.parametrize(
    "script",
    [
        "exit 0",
        "exit 3",
        'touch "$out/input.docx"',
        'echo junk >"$out/input.docx"',
        'mkdir "$out/input.docx"',
        "kill $$",
    ],
)
def test_says_that_it_could_not_be_converted(fake, script: str) -> None:
    fake(script)
    assert refused(b"x") == (
        "“a.doc”无法转换，可能已损坏或设有密码，请在 Word/WPS 中打开并另存为 .docx 后重试。"
    )


@posix
def test_stops_what_hangs_with_all_its_children(fake) -> None:
    folder = fake('sleep 600 & echo $! >"$0.child"; wait')
    message = refused(b"x", time_limit=0.5)
    assert message == "转换“a.doc”超过 0.5 秒仍未完成，已停止，请在 Word/WPS 中另存为 .docx 后重试。"
    child = int((folder / "bin" / "soffice.child").read_text())
    assert gone(child)


def gone(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")  # without an init to reap it a killed orphan stays a zombie
        if status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@posix
def test_refuses_a_giant(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    fake('printf "PK\\003\\004 and more" >"$out/input.docx"')
    monkeypatch.setattr(office, "MAX_BYTES", 5)
    assert "转换后超过" in refused(b"x")


@posix
def test_a_program_that_cannot_run(fake) -> None:
    (fake("") / "bin" / "soffice").write_bytes(b"\x7fELF nonsense")
    assert "无法运行 LibreOffice" in refused(b"x")


def test_says_how_to_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", ())
    message = refused(b"x")
    assert "请安装 LibreOffice，或在 Word/WPS 中另存为 .docx 后重试。" in message


@posix
def test_looks_where_installers_put_it(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fake('printf "PK\\003\\004" >"$out/input.docx"')
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_PLACES", ("/nowhere/soffice", str(folder / "bin" / "soffice")))
    assert convert(b"x", "a.doc")


real = pytest.mark.skipif(office._program() is None, reason="no LibreOffice")


@real
def test_a_real_conversion() -> None:
    made = convert(RTF, "汇报.rtf")
    assert kind("汇报.docx", made) == "docx"
    assert [p.text for p in Document(io.BytesIO(made)).paragraphs if p.text] == ["汇报 XX "]


@real
def test_a_real_failure() -> None:
    assert "无法转换" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def linking_odt(link: str) -> bytes:
    """With a profile of LibreOffice's own this document asks for its picture three times."""
    xmlns = "urn:oasis:names:tc:opendocument:xmlns:"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
        for path, media in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"))
    )
    content = (
        f'<o:document-content xmlns:o="{xmlns}office:1.0" xmlns:t="{xmlns}text:1.0"'
        f' xmlns:d="{xmlns}drawing:1.0"'
        f' xmlns:x="http://www.w3.org/1999/xlink" xmlns:s="{xmlns}svg-compatible:1.0"'
        ' o:version="1.2"><o:body><o:text>'
        '<t:p><d:frame t:anchor-type="as-char" s:width="2cm" s:height="2cm">'
        f'<d:image x:href="{link}" x:type="simple"/></d:frame></t:p></o:text></o:body></o:document-content>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{xmlns}manifest:1.0">{entries}</m:manifest>'
        )
        archive.writestr("content.xml", content)
    return stream.getvalue()


@real
def test_a_linked_picture_is_not_fetched() -> None:
    asked = list[str]()

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}/a.png"
        made = convert(linking_odt(link), "a.odt")
        server.shutdown()
    assert kind("a.docx", made) == "docx"
    assert asked == []
