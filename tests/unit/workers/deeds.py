"""What the workers of the tests are told to do."""

import os
import signal
import time
from pathlib import Path

from espd_kg.errors import InputError


def double(number: int) -> int:
    return 2 * number


def name_of_process(_: object) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    if number == 3:
        raise InputError("3 is odd", file="numbers.txt", line=3, fix="Leave it out.")
    return number


def die_once(flag: Path) -> str:
    """Kill the process that does this, but only the first time that it is done."""
    if flag.suffix == ".die" and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return flag.name


def die(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleep_for(seconds: float) -> None:
    time.sleep(seconds)


def large(number: int) -> bytes:
    return bytes([number]) * 3_000_000
