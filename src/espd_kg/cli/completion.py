"""`espd completion`: a small script for the shell, which asks `espd __complete` what may follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from espd_kg.cli.context import Context
from espd_kg.cli.parser import Parser
from espd_kg.records import StrEnum

_EXAMPLES: Final = (
    'eval "$(espd completion bash)"      # in ~/.bashrc',
    'eval "$(espd completion zsh)"       # in ~/.zshrc, after compinit',
    "espd completion fish | source       # in ~/.config/fish/config.fish",
)

_BASH: Final = """\
_espd_complete() {
    local IFS=$'\\n'
    COMPREPLY=($(espd __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _espd_complete espd
"""
_ZSH: Final = """\
_espd() {
    local -a found
    found=("${(@f)$(espd __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -n "${found[1]}" ]]; then compadd -- "${found[@]}"; else _files; fi
}
compdef _espd espd
"""
_FISH: Final = """\
function __espd_complete
    set -l words (commandline -opc) (commandline -ct)
    espd __complete -- $words[2..-1] 2>/dev/null
end
complete -c espd -a '(__espd_complete)'
"""


class Shell(StrEnum):
    """The shells for which there is a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_SCRIPTS: Final[Mapping[Shell, str]] = MappingProxyType(
    {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}
)


def build_parser(argv: Sequence[str], context: Context) -> Parser:
    """Return the parser of `espd completion`."""
    parser = Parser(
        "completion",
        "Print a script that completes commands, queries, their parameters and formats.",
        _EXAMPLES,
    )
    parser.add_argument("shell", type=Shell, choices=list(Shell), help="your shell")
    return parser


def run(argv: Sequence[str], context: Context) -> int:
    """Print the script."""
    arguments = build_parser(argv, context).parse(argv)
    context.console.out(_SCRIPTS[arguments.shell])
    return 0
