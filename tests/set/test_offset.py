#!/usr/bin/env python3
"""Typed offsets must not compile when misused: test_offset.py SOURCE_ROOT

Each case is one line put into the same program, in a right and in a wrong form. The right one must compile without a
warning; the wrong one must be an error of that very line, and with every compiler that is here (gcc, clang)."""

import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = """\
#include <stdbool.h>
#include "offset.h"
struct row { uint32_t first, last; };
struct cell { uint64_t bits; };
QR_OFFSET(row_offset, struct row);
QR_OFFSET(cell_offset, struct cell);
struct header { struct row_offset rows; struct cell_offset cells; };
static inline uint32_t length_at(const void *block, struct row_offset rows) { return row_offset_at(block, rows)->last; }
uint64_t use(void *block, struct header *header);
uint64_t use(void *block, struct header *header) {
    struct row_offset rows = header->rows;
    struct cell_offset cells = header->cells;
    uint64_t result = row_offset_at(block, rows)->first + cell_offset_at(block, cells)->bits;
@LINE@
    return result + length_at(block, header->rows);
}
"""
BAD_LINE = 1 + PROGRAM.split("\n").index("@LINE@")

# name, right, wrong
CASES = [
    ("assign one type to another", "header->rows = rows;", "header->rows = cells;"),
    ("initialise one type with another", "struct cell_offset c = cells; result += c.bytes;",
     "struct cell_offset c = rows; result += c.bytes;"),
    ("assign an integer", "rows = row_offset_make(128);", "rows = 128;"),
    ("initialise with an integer variable", "size_t n = 128; struct row_offset r = row_offset_make(n); result += r.bytes;",
     "size_t n = 128; struct row_offset r = n; result += r.bytes;"),
    ("assign a pointer", "rows = row_offset_make(64);", "rows = &header->rows;"),
    ("assign NULL", "rows = (struct row_offset){0};", "rows = NULL;"),
    ("use as an integer", "uint32_t n = rows.bytes; result += n;", "uint32_t n = rows; result += n;"),
    ("cast to an integer", "result += (uint32_t)rows.bytes;", "result += (uint32_t)rows;"),
    ("offset + 1", "result += row_offset_at(block, rows)[1].first;", "rows = rows + 1;"),
    ("offset++", "rows.bytes += (uint32_t)sizeof(struct row);", "rows++;"),
    ("offset += n", "rows.bytes += 8;", "rows += 8;"),
    ("offset - offset", "result += rows.bytes - header->rows.bytes;", "result += rows - header->rows;"),
    ("compare two offsets", "if (rows.bytes == header->rows.bytes) result++;", "if (rows == header->rows) result++;"),
    ("order two offsets", "if (rows.bytes < header->rows.bytes) result++;", "if (rows < header->rows) result++;"),
    ("compare with 0", "if (rows.bytes == 0) result++;", "if (rows == 0) result++;"),
    ("use as a condition", "if (rows.bytes) result++;", "if (rows) result++;"),
    ("negate", "if (!rows.bytes) result++;", "if (!rows) result++;"),
    ("use as a pointer", "result += row_offset_at(block, rows)->first;", "result += rows->first;"),
    ("dereference", "result += (*row_offset_at(block, rows)).first;", "result += (*rows).first;"),
    ("index", "result += row_offset_at(block, rows)[0].first;", "result += rows[0].first;"),
    ("index with it", "result += ((const uint32_t *)block)[rows.bytes / 4];", "result += ((const uint32_t *)block)[rows];"),
    ("cast to a pointer", "result += (uint64_t)(uintptr_t)row_offset_at(block, rows);",
     "result += (uint64_t)(uintptr_t)(void *)rows;"),
    ("pass to the wrong _at", "result += cell_offset_at(block, cells)->bits;", "result += cell_offset_at(block, rows)->bits;"),
    ("pass an integer to _at", "result += row_offset_at(block, row_offset_make(64))->first;",
     "result += row_offset_at(block, 64)->first;"),
    ("pass to the wrong function", "result += length_at(block, rows);", "result += length_at(block, cells);"),
    ("pass without the block", "result += length_at(block, rows);", "result += length_at(rows);"),
    ("_at makes the right type", "struct row *row = row_offset_at(block, rows); result += row->last;",
     "struct cell *cell = row_offset_at(block, rows); result += cell->bits;"),
]

MODES = [[], ["-DNDEBUG"]]


def compile_line(compiler, flags, folder, line, root):
    path = os.path.join(folder, "snippet.c")
    with open(path, "w", encoding="ascii") as file:
        file.write(PROGRAM.replace("@LINE@", "    " + line))
    command = [compiler, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wno-unused-function", "-Werror",
               "-fsyntax-only",
               "-I", os.path.join(root, "src", "set"), "-I", os.path.join(root, "src", "base"),
               "-I", os.path.join(root, "include"), *flags, path]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, check=False,
                          env={**os.environ, "LC_ALL": "C"})
    return done.returncode, done.stdout


def case_fault(compiler, flags, folder, right, wrong, root):
    """What is wrong with this case, or an empty string."""
    status, output = compile_line(compiler, flags, folder, right, root)
    if status != 0:
        return "the right form does not compile:\n" + output
    status, output = compile_line(compiler, flags, folder, wrong, root)
    if status == 0:
        return "the wrong form compiles: " + wrong
    errors = [text for text in output.split("\n") if " error:" in text]
    if not errors or any("snippet.c:%d:" % BAD_LINE not in text for text in errors):
        return "the error is another one:\n" + output
    return ""


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: test_offset.py SOURCE_ROOT")
    compilers = [name for name in ("gcc", "clang") if shutil.which(name)] or [name for name in ("cc",) if shutil.which(name)]
    passed = failed = 0
    if not compilers:
        print("no C compiler found")
        failed += 1
    with tempfile.TemporaryDirectory() as folder:
        for compiler in compilers:
            for flags in MODES:
                for name, right, wrong in CASES:
                    fault = case_fault(compiler, flags, folder, right, wrong, sys.argv[1])
                    if fault:
                        print("FAIL %s %s: %s: %s" % (compiler, " ".join(flags), name, fault))
                        failed += 1
                    else:
                        passed += 1
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
