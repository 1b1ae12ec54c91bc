"""yaml-language-server as a process, and the little of LSP 3.17 that the tests need: JSON-RPC over stdio."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def what_is_missing() -> str:
    """What this machine lacks to run the server, and how to get it; empty where nothing is missing."""
    if not shutil.which("node"):
        return "node is missing: install Node.js (Debian: apt-get install nodejs npm), then run `make editor`"
    return "" if PROGRAM.exists() else "yaml-language-server is missing: run `make editor` (it needs npm)"


class Server:
    """The server of one workspace."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._folder = folder
        self._last = 0
        self._versions: dict[Path, int] = {}

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", str(PROGRAM), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self._folder
        )
        root = {"uri": self._folder.as_uri(), "name": "briefing"}
        markup = {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": False}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"completion": {"completionItem": markup}, "hover": {"contentFormat": ["markdown"]}},
        }
        self._ask(
            "initialize",
            {"processId": None, "rootUri": root["uri"], "workspaceFolders": [root], "capabilities": capabilities},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def diagnostics(self, path: Path, text: str) -> list[dict[str, Any]]:
        """What the server says is wrong with a file."""
        uri = path.as_uri()
        version = self._versions[path] = self._versions.get(path, 0) + 1
        if version == 1:
            document = {"uri": uri, "languageId": "yaml", "version": version, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": document})
        else:
            document = {"uri": uri, "version": version}
            self._tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def completion(self, path: Path, text: str) -> dict[str, str]:
        """What may stand where ``|`` stands in a text: each word with what the editor shows of it."""
        clean, position = _cursor(text)
        self.diagnostics(path, clean)
        found = self._ask("textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": position})
        # A long label is cut; what is put in is not.
        return {item.get("insertText", item["label"]): _text(item.get("documentation")) for item in found["items"]}

    def hover(self, path: Path, text: str) -> str:
        """What the editor shows of what stands at ``|``."""
        clean, position = _cursor(text)
        self.diagnostics(path, clean)
        found = self._ask("textDocument/hover", {"textDocument": {"uri": path.as_uri()}, "position": position})
        return _text(found["contents"]) if found else ""

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._last += 1
        number = self._last
        self._write({"id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks meanwhile is answered."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "id" in message and "method" in message:
            self._write({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] == "workspace/configuration":
            return [self._settings if item.get("section") == "yaml" else {} for item in message["params"]["items"]]
        return None


def _cursor(text: str) -> tuple[str, dict[str, int]]:
    before, mark, after = text.partition("|")
    assert mark, "the text needs a | where the cursor stands"
    return before + after, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["value"])
    return "\n".join(map(_text, value)) if isinstance(value, list) else str(value or "")
