// answer.mjs - runs terminals for a test in another language: answer.mjs QUIRE.MJS
//
// Each line of the input is a request, each line of the output its answer, both JSON; bytes are strings with a character
// U+0000 to U+00FF for each.
//
//     {cols, rows, scrollback, resizes: [[offset, cols, rows]], input, format, wide}    "what quire dump prints"
//     {cols, rows, setup, events}                                                      "what the events send"
//
// with resizes and events as in the conformance cases (FORMAT.md there).
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { load, enums } = await import(pathToFileURL(process.argv[2]));
const quire = await load();

const bytesOf = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const textOf = (bytes) => Buffer.from(bytes).toString('latin1');

function dump({ cols, rows, scrollback, resizes = [], input, format, wide = false }) {
  const replies = [];
  const terminal = quire.createTerminal({
    cols, rows, scrollbackLines: scrollback, cursorBlink: true, ambiguousWide: wide, onReply: (bytes) => replies.push(...bytes),
  });
  const bytes = bytesOf(input);
  let at = 0;
  for (const [offset, newCols, newRows] of resizes) {
    terminal.feed(bytes.subarray(at, offset));
    terminal.resize(newCols, newRows);
    at = offset;
  }
  terminal.feed(bytes.subarray(at));
  const text = terminal.dump(format, { historyRows: scrollback, replies: Uint8Array.from(replies) });
  terminal.free();
  return text;
}

function key({ key: name, mods = [], action, text, shifted, base }) {
  const point = (character) => character?.codePointAt(0);
  return {
    key: name === 'space' ? ' ' : name, action, text, shifted: point(shifted), base: point(base),
    mods: mods.reduce((bits, mod) => bits | enums.modifier[mod.toUpperCase()], 0),
  };
}

function mouse({ action, button, row, col, mods = [] }) {
  return { action, button: button ?? 'none', row, col, mods: key({ mods }).mods };
}

function encode({ cols, rows, setup, events }) {
  const terminal = quire.createTerminal({ cols, rows });
  const encoders = {
    key: (event) => terminal.encodeKey(key(event)), mouse: (event) => terminal.encodeMouse(mouse(event)),
    paste: (event) => terminal.encodePaste(event.text), focus: (event) => terminal.encodeFocus(event.in),
  };
  terminal.feed(bytesOf(setup));
  const sent = events.map((event) => textOf(encoders[event.type](event))).join('');
  terminal.free();
  return sent;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(request.events ? encode(request) : dump(request))}\n`);
}
