#!/usr/bin/env python3
"""test_bench_engine.py PROGRAM: what bench_engine promises about its streams, its peers and its sweeps.

Figures are not looked at: nothing fails because a machine is slow."""
import json, os, subprocess, sys, tempfile

program = sys.argv[1]
passed = failed = 0


def check(true, what):
    global passed, failed
    passed += bool(true)
    failed += not true
    if not true:
        print(f'failed: {what}')


def run(*arguments):
    result = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    return result.returncode, result.stdout, result.stderr


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def written(folder, *arguments):
    """The streams as bytes by name; the counted ones, too."""
    os.makedirs(folder)
    for names in ([], ['styles', 'links']):
        status, _, error = run('--write', folder, *arguments, *names)
        check(status == 0 and not error, f'streams are written ({arguments}): {error}')
    return {name: open(os.path.join(folder, name), 'rb').read() for name in sorted(os.listdir(folder))}


def streams(folder):
    """The same bytes for the same seed, others for another; a shorter stream is the beginning of a longer one."""
    first = written(folder + '/first', '--bytes', 60000)
    second = written(folder + '/second', '--bytes', 60000)
    other = written(folder + '/other', '--bytes', 60000, '--seed', 2)
    shorter = written(folder + '/shorter', '--bytes', 1000)
    fixed = {'short-lines', 'sgr-cell-gradient', 'hash-flood'}
    listed = {line.split()[0] for line in run('--list')[1].splitlines()}
    check(set(first) == listed and len(listed) == 20, f'every stream of --list is written: {set(first) ^ listed}')
    check(first == second, 'a stream is the same each time')
    for name, stream in first.items():
        check((other[name] == stream) == (name in fixed), f'{name}: another seed, another stream')
        check(stream.startswith(shorter[name]), f'{name}: a shorter one is its beginning')
        check(len(stream) >= 60000, f'{name}: as long as asked for')
    check(len({stream[:200] for stream in first.values()}) == len(first), 'no two streams begin alike')


def sizes(folder):
    """Well-formed UTF-8 at every size, and lines that end as a tty ends them."""
    for cols, rows in ((1, 1), (20, 5), (80, 24), (1000, 500)):
        for name, stream in written(f'{folder}/{cols}', '--bytes', 20000, '--cols', cols, '--rows', rows).items():
            check(len(stream.decode()) > 0, f'{name}: well-formed')
            bare = stream.replace(b'\r\n', b'').replace(b'\n\r', b'')
            check(name == 'scroll-region' or b'\n' not in bare, f'{name}: LF has its CR at {cols}x{rows}')


def counted(folder):
    """As many styles or links as were asked for, in sequences of one length."""
    for name, begin, count in (('styles', b'\x1b[38;2', 37), ('links', b'\x1b]8;;f', 37), ('links', b'\x1b]8;;f', 0)):
        stream = written(f'{folder}/{name}{count}', '--bytes', 60000, '--count', count)[name]
        end = b'm' if name == 'styles' else b'\x1b\\'
        found = [part.split(end)[0] for part in stream.split(begin)[1:]]
        check(len(set(found)) == count, f'{name}: {count} of them, found {len(set(found))}')
        check(len({len(part) for part in found}) <= 1, f'{name}: all of one length')


def alone():
    status, out, error = run('--bytes', 20000, '--repeat', 2)
    told = lines(out)
    check(status == 0 and not error and len(told) == 18, f'all streams are measured: {error}')
    check(all(line['mb_s_least'] <= line['mb_s'] <= line['mb_s_most'] for line in told), 'the median is between')
    status, out, _ = run('--bytes', 200000, '--repeat', 1, '--history', 0, 'ascii-plain')
    check(lines(out)[0]['history_bytes'] == 0, 'no history when none is asked for')


def against(folder):
    """Peers take their turn on the same file; one that fails is told in one line, and the rest goes on."""
    script = f'{folder}/peer'
    with open(script, 'w') as file:
        file.write('#!/bin/sh\necho "$@" >>"$0.log"; cp "$1" "$0.stream"; echo "peer 80x24 $RATE MB/s (min 1 max 9)"\n')
    os.chmod(script, 0o755)
    status, out, error = run('--bytes', 20000, '--repeat', 3, '--against', f'RATE=12.5 {script}',
                             '--against', f"echo '{{cols}}{{rows}}' <{{file}}", 'git-log', 'short-lines')
    first, second, *means = lines(out)
    check(status == 0 and not error, f'peers are measured: {error}')
    check([peer['name'] for peer in first['against']] == ['peer', 'echo'], 'peers have the names of their programs')
    check([peer['mb_s'] for peer in first['against']] == [12.5, 8024], 'their figures, before MB/s or alone')
    check(abs(first['against'][0]['ratio'] - first['mb_s'] / 12.5) < .1, 'the ratio is of the medians')
    check(abs(first['best_ratio'] - first['mb_s'] / 8024) < .02, 'the best of them counts')
    calls = open(script + '.log').read().splitlines()
    check(len(calls) == 6 and all(call.split()[1:] == ['80', '24', '1'] for call in calls), f'arguments: {calls}')
    check(open(script + '.stream', 'rb').read() == b'y\r\n' * 6667, 'they read the stream')
    check(not any(os.path.exists(call.split()[0]) for call in calls), 'the file is gone')
    check([line['against'] for line in means] == ['peer', 'echo', 'the best of them'], 'means at the end')
    mean = (first['against'][0]['ratio'] * second['against'][0]['ratio']) ** .5
    check(abs(means[0]['geometric_mean'] / mean - 1) < .02 and means[0]['streams'] == 2, 'the mean is geometric')
    for command, why in (('exit 3', 'exit status 3'), ('kill -9 $$ #', 'ended by signal 9'), ('true', 'no figure')):
        status, out, error = run('--bytes', 20000, '--repeat', 2, '--against', command, 'git-log')
        check(status == 1 and error.count('\n') == 1 and why in error, f'{command}: told in one line: {error}')
        check('ratio' not in out and lines(out)[0]['mb_s'] > 0, f'{command}: the engine is measured all the same')


def sweeps():
    """Each step is twice the one before, from the first to the last that are promised."""
    ranges = {'columns': (20, 1000), 'rows': (5, 500), 'styles': (1, 20000), 'links': (0, 20000)}
    for name, (first, last) in ranges.items():
        stream = [] if name in ('styles', 'links') else ['git-log']
        status, out, error = run('--sweep', name, '--bytes', 20000, '--repeat', 1, *stream)
        *steps, summary = lines(out)
        values = [step[name] for step in steps]
        check(status == 0 and not error, f'{name}: {error}')
        check(values[0] == first and values[-1] == last, f'{name}: from {values[0]} to {values[-1]}')
        check(all(a < b <= 2 * a or a == 0 and b == 1 for a, b in zip(values, values[1:])), f'{name}: doubles: {values}')
        clear = [step for step in steps[1:] if abs(step['ratio'] - .5) > .01 and abs(step['ratio'] - 2) > .01]
        check(all(step['holds'] == (.5 < step['ratio'] < 2) for step in clear), f'{name}: holds within a factor of two')
        check(summary['not_held'] == sum(not step['holds'] for step in steps[1:]), f'{name}: the summary counts')


def refused():
    for arguments in (['--against'], ['--cols', '0'], ['--cols', 'x'], ['--sweep', 'luck'], ['--bytes', '1T'],
                      ['--nonsense', '1']):
        status, out, error = run(*arguments)
        check(status == 2 and not out and error.count('\n') == 1, f'{arguments} is refused: {error}')
    for name in ('no-such-stream', './no-such-file'):
        status, out, error = run(name)
        check(status == 1 and not out and name in error and error.count('\n') == 1, f'{name}: {error}')
    status, out, _ = run('--help')
    check(status == 0 and '--against' in out and '--sweep' in out, '--help')


with tempfile.TemporaryDirectory() as folder:
    for part in (streams, sizes, counted, against):
        os.makedirs(f'{folder}/{part.__name__}')
        part(f'{folder}/{part.__name__}')
alone()
sweeps()
refused()
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
