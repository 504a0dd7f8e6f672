// use.mjs - the rules of bindings/wasm, each told by a terminal in use: use.mjs FOLDER LIBQUIRE.MAP
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { pathToFileURL } from 'node:url';

const [folder, map] = process.argv.slice(2);
const { load, enums, Quire, QuireError } = await import(pathToFileURL(join(folder, 'quire.mjs')));
const bytes = readFileSync(join(folder, 'quire.wasm'));
let passed = 0;
let failed = 0;

function check(good, text) {
  if (good) passed += 1;
  else {
    failed += 1;
    console.log(`FAIL ${text}`);
  }
}

function equal(have, want, text) {
  const shown = (value) => String(JSON.stringify(value)).slice(0, 500);
  check(isDeepStrictEqual(have, want), `${text}: is ${shown(have)}, not ${shown(want)}`);
}

/** The code of the error that a function throws. */
function code(call) {
  try {
    call();
  } catch (error) {
    return error instanceof QuireError ? error.code : String(error);
  }
  return 'OK';
}

const latin1 = (array) => Buffer.from(array).toString('latin1');
const MIB = 1048576;

/** Bytes that make work: lines with colours, links, wide characters and clusters, all of them different. */
function flood(from, lines) {
  let text = '';
  for (let i = from; i < from + lines; i += 1) {
    text += `\x1b[38;2;${i % 256};${(i >> 8) % 256};7m${i} \x1b[4mline\x1b[m 漢字 e\u0301 \x1b]8;;http://a/${i % 5000}\x1b\\link\x1b]8;;\x1b\\ ${'x'.repeat(i % 50)}\r\n`;
  }
  return text;
}

const quire = await load();

const tests = {
  async 'the module exports what the library does, and asks for little'() {
    const module = await WebAssembly.compile(bytes);
    const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
    const symbols = readFileSync(map, 'utf8').match(/quire_\w+(?=;)/g);
    equal(symbols.filter((name) => !names.has(name)), [], 'public functions that are missing');
    const system = WebAssembly.Module.imports(module).filter(({ module: from }) => from !== 'quire').map(({ name }) => name);
    equal(system.filter((name) => /^(path|environ|args|sock|proc|poll)_|^fd_(read|pread|pwrite|prestat)/.test(name)), [], 'no files, no arguments, no end of the process');
    check(system.includes('random_get'), 'seeds are random');
  },

  async 'it is loaded from bytes, a module, a place or an answer'() {
    const module = await WebAssembly.compile(bytes);
    const response = new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } });
    const url = `data:application/wasm;base64,${bytes.toString('base64')}`;
    for (const source of [bytes, module, response, Promise.resolve(response.clone()), url]) {
      const other = await load(source);
      equal(other.version, quire.version, 'the version');
    }
    check(/^\d+\.\d+\.\d+$/.test(quire.version), `a version: ${quire.version}`);
    check(new Quire(module).createTerminal() !== undefined, 'without waiting');
  },

  'cells say what they look like'() {
    const terminal = quire.createTerminal({ cols: 20, rows: 3, background: 0x101010 });
    terminal.feed('\x1b[1;4;38;5;1;48;2;1;2;3mR\x1b[m漢e\u0301\x1b]8;;http://x/ü\x07L\x1b]8;;\x07');
    equal([terminal.update().cursorRow, terminal.view().cursorCol], [0, 5], 'the cursor');
    const cells = terminal.cells(0);
    equal(cells.length, 20, 'a cell a column');
    equal(cells.slice(0, 6).map(({ text, width }) => [text, width]), [['R', 1], ['漢', 2], ['', 0], ['e\u0301', 1], ['L', 1], ['', 1]], 'text and widths');
    equal(cells[0].attributes & enums.attribute.BOLD, enums.attribute.BOLD, 'bold');
    equal([cells[0].underline, cells[0].background, cells[1].background], [enums.underline.SINGLE, 0x010203, 0x101010], 'the look');
    equal([cells[0].writtenForeground.bits, cells[0].writtenBackground.bits], [0x1000001, 0x2010203], 'colours as written');
    equal([cells[0].defaultForeground, cells[1].defaultForeground], [false, true], 'default colours');
    equal([terminal.link(cells[4].link), terminal.link(0)], ['http://x/ü', undefined], 'the link');
    equal(terminal.text(), ['R漢e\u0301L', '', ''], 'the text of the view');
    equal(terminal.cells(3), [], 'no such row');
    terminal.free();
  },

  'a resize wraps anew, and history can be seen'() {
    const terminal = quire.createTerminal({ cols: 10, rows: 2, scrollbackLines: 100 });
    terminal.feed('one two three four five\r\nlast');
    equal(terminal.dump(), 'one two three four five\nlast\n', 'lines are joined');
    equal([terminal.update().scrollTotal, ...terminal.text()], [2, 'ive', 'last'], 'two rows above');
    terminal.scroll(2);
    equal([terminal.update().scrollOffset, ...terminal.text()], [2, 'one two th', 'ree four f'], 'scrolled back');
    equal([terminal.rowLine(0).line, terminal.rowLine(1).column, terminal.rowLine(0).wrapped], [1, 10, true], 'lines of the view');
    terminal.scrollTo(0);
    terminal.resize(30, 2);
    equal([terminal.update().scrollTotal, ...terminal.text()], [0, 'one two three four five', 'last'], 'one row');
    equal(terminal.info().cols, 30, 'the size');
    terminal.drawn();
    terminal.feed('!');
    terminal.update();
    equal([terminal.rowChanged(0), terminal.rowChanged(1)], [false, true], 'what is to be drawn');
    terminal.clearHistory();
    terminal.reset();
    equal(terminal.dump(), '', 'reset');
    terminal.free();
  },

  'replies and events come as values'() {
    const replies = [];
    const events = [];
    const logs = [];
    const sizes = [];
    const terminal = quire.createTerminal({
      cols: 40, rows: 5, windowOps: 'allow', onReply: (reply) => replies.push(latin1(reply)), onEvent: (event) => events.push(event), onLog: (log) => logs.push(log),
      onResize: (cols, rows) => sizes.push([cols, rows]) > 0,
    });
    terminal.feed('\x1b[c\x1b[6n\x1b]2;tïtle\x07\x07\x1b]133;A\x07\x1b]133;D;3\x07\x1b]52;c;aGk=\x07\x1b[8;7;50t');
    check(/^\x1b\[\?64;[\d;]+c$/.test(replies[0]), `DA1: ${JSON.stringify(replies[0])}`);
    equal(replies[1], '\x1b[1;1R', 'the cursor');
    equal([terminal.title, events[0].type, events[0].text, events[1].type], ['tïtle', 'title', 'tïtle', 'bell'], 'title and bell');
    equal(events.slice(2, 4).map(({ shell }) => [shell.mark, shell.exitStatus]), [['prompt', -1], ['done', 3]], 'shell marks');
    equal([events[4].type, events[4].selection, events[4].text, 'shell' in events[4]], ['clipboard_set', 'c', 'hi', false], 'clipboard');
    equal([sizes, terminal.info().cols, terminal.info().rows], [[[50, 7]], 50, 7], 'a size that a program asked for');
    terminal.feed('\x1b]99;i=n1:p=title;Hello\x1b\\\x1b]5522;type=write\x1b\\\x1b]5522;type=wdata:mime=dGV4dC9wbGFpbg==;aGk=\x1b\\\x1b]5522;type=wdata\x1b\\');
    equal([events[5].type, events[5].notification.id, events[5].title || events[5].text], ['notification', 'n1', 'Hello'], 'a notification');
    equal(events[6]?.clipboard?.items.map(({ mime, data }) => [mime, latin1(data)]), [['text/plain', 'hi']], 'MIME data');
    terminal.feed(`\x1b]8;;${'u'.repeat(70000)}\x07`);
    equal(logs.map(({ level, code: name }) => [level, name]), [['warning', 'link_too_long']], 'what was left out');
    terminal.free();
    const silent = quire.createTerminal();
    silent.feed('\x1b[c\x07\x1b]2;x\x07');
    equal(silent.title, 'x', 'nobody has to listen');
    silent.free();
  },

  'misuse is an error, and nothing else'() {
    const other = quire.createTerminal();
    const answers = [];
    const terminal = quire.createTerminal({
      onEvent({ type }) {
        if (type !== 'bell') throw new Error('of the host');
        answers.push(code(() => terminal.feed('no')), code(() => terminal.free()), code(() => terminal.resize(9, 9)), code(() => other.feed('yes')), terminal.info().cursorCol);
      },
    });
    terminal.feed('a\x07b');
    equal(answers, ['INVALID', 'INVALID', 'INVALID', 'OK', 1], 'inside a callback');
    equal([terminal.dump().trim(), other.dump().trim()], ['ab', 'yes'], 'nothing was spoiled');
    equal(code(() => terminal.feed('c\x1b]2;t\x07d')), 'Error: of the host', 'what a callback throws comes out');
    equal([terminal.dump().trim(), terminal.title], ['abcd', 't'], 'after the library was done');
    equal(code(() => quire.createTerminal({ cols: 0 })), 'LIMIT', 'no columns');
    equal(code(() => quire.createTerminal({ columns: 9 })), 'INVALID', 'no such option');
    equal(code(() => quire.createTerminal({ cursorShape: 'round' })), 'INVALID', 'no such shape');
    equal(code(() => quire.createTerminal({ historyFile: '/tmp/history' })), 'UNSUPPORTED', 'there are no files');
    equal(code(() => quire.restoreTerminal(new Uint8Array(100))), 'CORRUPT', 'no snapshot');
    equal(code(() => terminal.encodeKey({ key: 'no_such_key' })), 'INVALID', 'no such key');
    equal(code(() => terminal.search('')), 'INVALID', 'nothing to search for');
    terminal.free();
    other.free();
    equal([code(() => terminal.feed('x')), code(() => terminal.free())], ['INVALID', 'OK'], 'after free()');
  },

  'input is encoded by the modes'() {
    const terminal = quire.createTerminal();
    const { CTRL, SHIFT } = enums.modifier;
    const key = (event) => latin1(terminal.encodeKey(event));
    equal([key({ key: 'up' }), key({ key: 'c', mods: CTRL }), key({ key: 'a', shifted: 65, mods: SHIFT, text: 'A' }), key({ key: 'f5', mods: SHIFT })], ['\x1b[A', '\x03', 'A', '\x1b[15;2~'], 'keys');
    equal([latin1(terminal.encodePaste('a\nb\x1b')), latin1(terminal.encodeFocus(true)), latin1(terminal.encodeMouse({ button: 'left', col: 1, row: 2 }))], ['a\rb', '', ''], 'without modes');
    terminal.feed('\x1b[?1;2004;1004;1000;1006h');
    equal(key({ key: 'up' }), '\x1bOA', 'application keys');
    terminal.feed('\x1b[=1u');
    equal([latin1(terminal.encodePaste('hi')), latin1(terminal.encodeFocus(false)), latin1(terminal.encodeMouse({ button: 'wheel_up', col: 1, row: 2 }))], ['\x1b[200~hi\x1b[201~', '\x1b[O', '\x1b[<64;2;3M'], 'with modes');
    equal(key({ key: 'escape' }), '\x1b[27u', 'the kitty protocol');
    equal(terminal.encodePaste('ü'.repeat(100000)).length, 200012, 'long text');
    terminal.free();
  },

  'text is selected and found'() {
    const terminal = quire.createTerminal({ cols: 20, rows: 4 });
    terminal.feed('say hello-world to\r\n漢字 hello');
    terminal.update();
    equal(terminal.selectedText(), '', 'nothing yet');
    terminal.select(0, 6, { unit: 'word' });
    equal(terminal.selectedText(), 'hello-world', 'a word');
    terminal.extendSelection(1, 6);
    terminal.update();
    equal([terminal.selectedText(), terminal.cells(1)[0].selected], ['hello-world to\n漢字 hello', true], 'words');
    terminal.clearSelection();
    equal(terminal.selectedText(), '', 'no more');
    equal(terminal.search('HELLO', { ignoreCase: true }), [{ line: 1, column: 4, columns: 5 }, { line: 2, column: 5, columns: 5 }], 'hits');
    equal([terminal.search('hello', { backward: true, limit: 1 }), terminal.search('字')], [[{ line: 2, column: 5, columns: 5 }], [{ line: 2, column: 2, columns: 2 }]], 'the newest, wide ones');
    terminal.free();
  },

  'settings change while it runs'() {
    const terminal = quire.createTerminal({ cols: 10, rows: 2, scrollbackBytes: 1e9 });
    terminal.set({ foreground: 0x123456, palette: Array.from({ length: 256 }, (_, i) => i), wordCharacters: '-é', cellWidthPx: 9, cellHeightPx: 18 });
    terminal.set({ tabWidth: 4, cellWidthPx: 10 });
    const settings = terminal.settings();
    equal([settings.foreground, settings.palette[255], settings.wordCharacters, settings.tabWidth, settings.cellWidthPx, settings.cellHeightPx, settings.scrollbackBytes], [0x123456, 255, '-é', 4, 10, 18, 1e9], 'told');
    terminal.feed('\t\x1b[31mx');
    terminal.update();
    equal(terminal.cells(0)[4].foreground, 1, 'a colour of the palette');
    equal([code(() => terminal.set({ tabWidth: 0 })), code(() => terminal.set({ tab: 1 }))], ['INVALID', 'INVALID'], 'refused');
    terminal.free();
  },

  'a snapshot is the terminal'() {
    const terminal = quire.createTerminal({ cols: 30, rows: 5, scrollbackLines: 50 });
    terminal.feed(`${flood(0, 100)}\x1b[1;3`);
    const replies = [];
    const copy = quire.restoreTerminal(terminal.snapshot(), { onReply: (reply) => replies.push(latin1(reply)) });
    for (const each of [terminal, copy]) each.feed('1mgoes on\x1b[6n');
    equal([copy.dump('json'), copy.dump('html'), replies], [terminal.dump('json'), terminal.dump('html'), ['\x1b[5;8R']], 'goes on alike');
    terminal.free();
    copy.free();
  },

  'strings and bytes are the same, cut anywhere'() {
    const text = `${'😀漢é'.repeat(20000)}\r\nend`;
    const dumps = [text, Buffer.from(text)].map((data) => {
      const terminal = quire.createTerminal();
      terminal.feed(data);
      return terminal.dump();
    });
    const terminal = quire.createTerminal();
    for (const byte of Buffer.from(text.slice(-3000))) terminal.feed(Uint8Array.of(byte));
    equal(dumps[0].endsWith(`${'😀漢é'}\nend\n`), true, 'the end');
    equal(dumps[0], dumps[1], 'as bytes');
    equal(terminal.dump().slice(-500), dumps[0].slice(-500), 'byte by byte');
  },

  async 'memory stays within its limits'() {
    const own = await load();
    const terminal = own.createTerminal({ cols: 100, rows: 30, scrollbackLines: 2000 });
    const feed = (from) => {
      let fed = 0;
      for (let i = from; fed < MIB; i += 500) {
        const text = Buffer.from(flood(i, 500));
        terminal.feed(text);
        fed += text.length;
      }
    };
    feed(0);
    const first = own.memoryBytes;
    for (let i = 1; i < 8; i += 1) feed(i * 100000);
    check(first < 8 * MIB, `after a mebibyte: ${first} bytes`);
    check(own.memoryBytes <= first + MIB, `after eight: ${own.memoryBytes}, after the first ${first}`);
    terminal.free();
    const free = own.memoryBytes;
    for (let i = 0; i < 200; i += 1) {
      const short = own.createTerminal({ cols: 100, rows: 30 });
      short.feed(flood(0, 40));
      short.update();
      short.text();
      short.free();
    }
    equal(own.memoryBytes, free, 'after two hundred terminals');
  },

  async 'tables cannot be flooded: seeds come from the host'() {
    let asked = 0;
    const { crypto } = globalThis;
    if (!crypto) return; // Node 18 has it elsewhere
    const own = await load();
    crypto.getRandomValues = (array) => {
      asked += 1;
      return Object.getPrototypeOf(crypto).getRandomValues.call(crypto, array);
    };
    own.createTerminal();
    delete crypto.getRandomValues;
    check(asked > 0, 'a terminal asks for randomness');
  },
};

for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
  } catch (error) {
    check(false, `${name}: ${error.stack}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
