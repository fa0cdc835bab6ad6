"""Programs of the system that read old formats, each run for a bounded time, without a network
door of its own and without macros."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.loaders.limits import current_limits

_SHARE = 0.7  # of a file's time that one program may take
# No macros, no links followed, no update of linked parts: the file is read and nothing else. What a
# page fetches nevertheless (its style sheets) goes to a proxy that is not there.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""
_OVERTIME = (124, 137, -9)  # exit statuses of ``timeout``


class ProgramError(Exception):
    """A program could not read the file; the text says why, in Vietnamese."""


def has_program(name: str) -> bool:
    """Whether the system has the program."""
    return shutil.which(name) is not None


def to_docx(raw: bytes, suffix: str) -> bytes:
    """The file as DOCX, by LibreOffice; ProgramError where it cannot."""
    return _converted(raw, suffix, "docx", "docx:MS Word 2007 XML")


def to_pdf(raw: bytes, suffix: str) -> bytes:
    """The file as PDF, by LibreOffice; ProgramError where it cannot."""
    return _converted(raw, suffix, "pdf", "pdf:writer_pdf_Export")


def _converted(raw: bytes, suffix: str, wanted: str, target: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="doc-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = folder / f"in{suffix}"
        source.write_bytes(raw)
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck"),
            *("--convert-to", target, "--outdir", str(folder / "out")),
            str(source),
        ]
        _run(command, folder)
        made = folder / "out" / f"in.{wanted}"
        if not made.is_file():
            raise ProgramError("LibreOffice không mở được tệp (tệp bị hỏng hoặc có mật khẩu)")
        return made.read_bytes()


def doc_to_text(raw: bytes) -> str:
    """The words of a DOC by antiword, without fonts and without automatic numbers."""
    with tempfile.TemporaryDirectory(prefix="doc-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "in.doc"
        source.write_bytes(raw)
        told = _run(["antiword", "-w", "0", "-m", "UTF-8.txt", str(source)], Path(name))
        return told.decode("utf-8", "replace")


def _run(command: list[str], home: Path) -> bytes:
    """What the program prints. It is ended, with all it started, when its time is over, also
    where the process that started it is gone."""
    seconds = current_limits().seconds * _SHARE
    bound = ["timeout", "--signal=KILL", f"{seconds:.2f}"] if has_program("timeout") else []
    try:
        done = subprocess.run(  # noqa: S603  no shell, no word of the command from a file
            [*bound, *command],
            cwd=home,
            env={
                "HOME": str(home),
                "PATH": os.environ.get("PATH", os.defpath),
                "LANG": "C.UTF-8",
                "SAL_USE_VCLPLUGIN": "svp",
            },
            capture_output=True,
            timeout=seconds + 10,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramError(_overtime(command[0], seconds)) from error
    except OSError as error:
        raise ProgramError(f"không chạy được {command[0]}") from error
    if done.returncode in _OVERTIME:
        raise ProgramError(_overtime(command[0], seconds))
    if done.returncode:
        raise ProgramError(f"{command[0]} không đọc được tệp (tệp bị hỏng hoặc có mật khẩu)")
    return done.stdout


def _overtime(program: str, seconds: float) -> str:
    return (
        f"{program} đọc quá {seconds:.0f} giây; hãy mở bằng Word rồi lưu thành .docx, hoặc tăng "
        "TONGDAI_READ_SECONDS"
    )
