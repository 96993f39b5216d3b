"""Judges recorded calls of the Bot API by models that nobody here wrote: aiogram's, which are generated from its pages.

Usage: python telegram_calls_check.py CALLS.json, in an environment with aiogram (make e2e makes one beside this file).
Source: emulators/telegram_calls_check.py of the shared material of this project's founders; MIT, as this project.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LIMITS = {"text": 4096, "caption": 1024}
CALLBACK_BYTES = 64
TOAST = 200


def decoded(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as values: what is JSON in a string, but for words, is read."""
    found = {}
    for name, value in params.items():
        found[name] = value
        if isinstance(value, str) and value[:1] in "[{" and name not in LIMITS:
            try:
                found[name] = json.loads(value)
            except ValueError:
                continue
    return found


def faults_in(method: str, params: dict[str, Any], models: dict[str, Any]) -> list[str]:
    """What is wrong with one call; empty for a good one."""
    from pydantic import ValidationError

    given = decoded(params)
    model = models.get(method)
    if model is None:
        return ["there is no such method"]
    wrong = [f"unknown parameter {name}" for name in sorted(set(given) - set(model.model_fields))]
    files = {name for name, value in given.items() if isinstance(value, str) and value.startswith("<file")}
    try:
        model.model_validate({name: value for name, value in given.items() if name not in files})
    except ValidationError as fault:
        wrong += [f"{error['loc']}: {error['msg']}" for error in fault.errors() if error["loc"][0] not in files]
    wrong += [f"{name} over {most}" for name, most in LIMITS.items() if len(str(given.get(name) or "")) > most]
    board = given.get("reply_markup")
    rows = board.get("inline_keyboard", []) if isinstance(board, dict) else []
    too_long = [one for row in rows for one in row if len(one.get("callback_data", "").encode()) > CALLBACK_BYTES]
    wrong += [f"callback_data over {CALLBACK_BYTES} bytes" for _ in too_long]
    if method == "answerCallbackQuery" and len(given.get("text", "")) > TOAST:
        wrong.append(f"callback answer over {TOAST} characters")
    return wrong


def main(file: str) -> int:
    """Print what is wrong; the exit status is 1 if anything is."""
    import aiogram
    from aiogram import methods

    found = (getattr(methods, name) for name in dir(methods))
    models = {one.__api_method__: one for one in found if isinstance(getattr(one, "__api_method__", None), str)}
    calls = json.loads(Path(file).read_text("utf-8"))
    wrong = [f"{one['method']}: {fault}" for one in calls for fault in faults_in(one["method"], one["params"], models)]
    sys.stdout.writelines(f"{one}\n" for one in wrong)
    sys.stdout.write(f"calls: {len(calls)}, faults: {len(wrong)} (Bot API {aiogram.__api_version__})\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
