#!/usr/bin/env python3
"""Writes files as C string constants: embed.py OUTPUT FILE... makes `static const char shader_NAME_EXT[]` of each."""
import os
import re
import sys


def literal(text):
    lines = text.splitlines(keepends=True)
    escaped = (line.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') for line in lines)
    return '\n'.join('    "%s"' % line for line in escaped)


def without_comments(text):
    return re.sub(r'[ \t]*//[^\n]*', '', text)


def main():
    with open(sys.argv[1], 'w', encoding='utf-8') as out:
        out.write('/* Made by embed.py; do not edit. */\n')
        for path in sys.argv[2:]:
            name = re.sub(r'\W', '_', os.path.basename(path))
            with open(path, encoding='utf-8') as source:
                out.write('static const char shader_%s[] =\n%s;\n' % (name, literal(without_comments(source.read()))))


main()
