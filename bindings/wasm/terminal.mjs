// terminal.mjs - a terminal with one view of it: quire/terminal.h, frame.h, selection.h, search.h, key.h and others.
import { Collector, Listener } from './callbacks.mjs';
import { enums } from './layout.mjs';
import { check, enumNumber, QuireError } from './memory.mjs';

/** @typedef {object} TerminalOptions what struct quire_terminal_options has, in camelCase, and the callbacks
 * @property {number} [cols] @property {number} [rows]
 * @property {number} [cellWidthPx] @property {number} [cellHeightPx]
 * @property {number} [scrollbackLines] @property {number} [scrollbackBytes]
 * @property {number} [foreground] 0xRRGGBB @property {number} [background] @property {number} [cursorColor]
 * @property {number[]} [palette] 256 colours
 * @property {'block' | 'underline' | 'bar'} [cursorShape] @property {boolean} [cursorBlink]
 * @property {'deny' | 'allow' | 'ask'} [windowOps] @property {'deny' | 'allow' | 'ask'} [clipboardWrite]
 * @property {boolean} [ambiguousWide] @property {number} [notificationFeatures] @property {number | bigint} [seed]
 * @property {(bytes: Uint8Array) => void} [onReply] what the terminal sends to the program
 * @property {(event: object) => void} [onEvent] type: 'title', 'bell', 'clipboard_set', ... and what stands beside it
 * @property {(log: {level: string, code: string, text: string}) => void} [onLog]
 * @property {(cols: number, rows: number) => boolean} [onResize] a program asks for a size; true: it has it */

/** @typedef {object} Cell
 * @property {string} text empty: blank @property {number} width 1, 2, or 0 for the second column of a wide cell
 * @property {number} attributes bits of enums.attribute @property {number} underline of enums.underline
 * @property {number} foreground 0xRRGGBB @property {number} background @property {number} underlineColor
 * @property {boolean} defaultForeground @property {boolean} defaultBackground @property {boolean} selected
 * @property {number} link 0: none; see Terminal.link()
 * @property {{bits: number}} writtenForeground kind << 24 | value, see quire/style.h
 * @property {{bits: number}} writtenBackground @property {{bits: number}} writtenUnderline */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const INPUT_BYTES = 65536;

/** A terminal and a view of it. Made by Quire.createTerminal(); free() gives its memory back. */
export class Terminal {
  #quire;
  #memory;
  #listener;
  #user = 0;
  #terminal = 0;
  #frame = 0;
  #input = [];

  /** @param {import('./quire.mjs').Quire} quire @param {TerminalOptions} [options] @param {Uint8Array} [snapshot] */
  constructor(quire, options = {}, snapshot = undefined) {
    this.#quire = quire;
    this.#memory = quire.memory;
    const { onReply, onEvent, onLog, onResize, ...others } = options;
    this.#listener = new Listener(quire.memory, { onReply, onEvent, onLog, onResize });
    this.#user = quire.addUser(this.#listener);
    try {
      this.#create(others, Boolean(onResize), snapshot);
    } catch (error) {
      this.free();
      throw error;
    }
  }

  #create(options, resizes, snapshot) {
    this.#memory.scoped((scope) => {
      const callbacks = scope.struct('callbacks');
      const place = scope.allocate(4);
      this.#quire.exports.quire_wasm_callbacks(callbacks, this.#user, resizes);
      const struct = scope.struct('terminal_options', { ...options, callbacks });
      if (snapshot) this.#quire.ask('quire_snapshot_read', ...scope.text(snapshot), struct, place);
      else this.#quire.ask('quire_terminal_create', struct, place);
      this.#terminal = this.#memory.view.getUint32(place, true);
      this.#quire.ask('quire_frame_create', 0, place);
      this.#frame = this.#memory.view.getUint32(place, true);
    });
  }

  /** The terminal and the frame, for functions of Quire.exports. */
  get pointers() {
    if (this.#terminal === 0) throw new QuireError('INVALID', 'the terminal was freed');
    return { terminal: this.#terminal, frame: this.#frame };
  }

  /** Gives all memory back. From inside a callback of this terminal it is refused. Nothing else may be called then. */
  free() {
    if (this.#listener.running > 0) throw new QuireError('INVALID', 'free() inside a callback');
    this.#quire.exports.quire_frame_destroy(this.#frame);
    this.#quire.exports.quire_terminal_destroy(this.#terminal);
    for (const { place } of this.#input) this.#memory.free(place);
    this.#input = [];
    this.#terminal = 0;
    this.#frame = 0;
    this.#quire.removeUser(this.#user);
  }

  // --- bytes in

  /** Takes what the program wrote. Inside a callback of this terminal it is refused. Bytes may be cut anywhere, strings
   * not between the two halves of a character. @param {string | Uint8Array} data */
  feed(data) {
    const { terminal } = this.pointers;
    const buffer = this.#takeInput();
    try {
      for (let at = 0; at < data.length;) {
        const target = this.#memory.bytes.subarray(buffer.place, buffer.place + INPUT_BYTES);
        const { read, written } = copyInto(data, at, target);
        at += read;
        this.#quire.ask('quire_terminal_feed', terminal, buffer.place, written);
      }
    } finally {
      buffer.used = false;
    }
  }

  /** A piece of memory for input: the first, or another one while a callback feeds in vain. */
  #takeInput() {
    let buffer = this.#input.find(({ used }) => !used);
    if (!buffer) {
      buffer = { place: this.#memory.allocate(INPUT_BYTES), used: false };
      this.#input.push(buffer);
    }
    buffer.used = true;
    return buffer;
  }

  /** @param {number} cols @param {number} rows
   * @param {number} [cellWidthPx] 0: as it was @param {number} [cellHeightPx] likewise */
  resize(cols, rows, cellWidthPx = 0, cellHeightPx = 0) {
    this.#quire.ask('quire_terminal_resize', this.pointers.terminal, cols, rows, cellWidthPx, cellHeightPx);
  }

  /** Full reset, as RIS does. */
  reset() {
    this.#quire.ask('quire_terminal_reset', this.pointers.terminal);
  }

  clearHistory() {
    this.#quire.ask('quire_terminal_clear_history', this.pointers.terminal);
  }

  /** Says what time it is; rows that are written from now on have this time. @param {number} milliseconds */
  setTime(milliseconds) {
    this.#quire.ask('quire_terminal_set_time', this.pointers.terminal, BigInt(milliseconds));
  }

  /** For time in which nothing happens; true: there is more to do. @param {number} [maxBytes] */
  idle(maxBytes = 1048576) {
    return this.#quire.call('quire_terminal_idle', this.pointers.terminal, BigInt(maxBytes)) !== 0;
  }

  /** Changes what the options said, and more: members of struct quire_terminal_settings.
   * @param {Partial<TerminalOptions> & object} settings */
  set(settings) {
    const { terminal } = this.pointers;
    const members = Object.keys(settings).reduce((bits, key) => bits | settingBit(key), 0);
    this.#memory.scoped((scope) => {
      const struct = scope.struct('terminal_settings');
      this.#quire.ask('quire_terminal_settings_get', terminal, struct);
      scope.write('terminal_settings', struct, { ...settings, members });
      this.#quire.ask('quire_terminal_settings_set', terminal, struct);
    });
  }

  // --- what is there

  /** struct quire_terminal_info: size, cursor, screen, history. @returns {object} */
  info() {
    return this.#struct('terminal_info', 'quire_terminal_get_info', this.pointers.terminal);
  }

  /** struct quire_terminal_settings as they are now. @returns {object} */
  settings() {
    return this.#struct('terminal_settings', 'quire_terminal_settings_get', this.pointers.terminal);
  }

  /** @returns {string} */
  get title() {
    return this.#memory.text(this.#quire.call('quire_terminal_title', this.pointers.terminal));
  }

  /** Screen and history as text, or in another format. @param {'text' | 'json' | 'html' | 'vt'} [format]
   * @param {{historyRows?: number, replies?: Uint8Array}} [options] all of history, if nothing is said */
  dump(format = 'text', options = {}) {
    return this.#memory.scoped((scope) => {
      const struct = scope.struct('format_options', { format, ...options });
      return decoder.decode(this.#written('quire_format_write', this.pointers.terminal, struct));
    });
  }

  /** The whole terminal as bytes, for Quire.restoreTerminal(). @returns {Uint8Array} */
  snapshot() {
    return this.#written('quire_snapshot_write', this.pointers.terminal);
  }

  /** Where a text is, in history and on the screen: lines and columns.
   * @param {string} text @param {{ignoreCase?: boolean, backward?: boolean, limit?: number}} [options]
   * @returns {{line: number, column: number, columns: number}[]} */
  search(text, { ignoreCase = false, backward = false, limit = Infinity } = {}) {
    const flags = (ignoreCase ? enums.search_flag.IGNORE_CASE : 0) | (backward ? enums.search_flag.BACKWARD : 0);
    return this.#memory.scoped((scope) => {
      const struct = scope.struct('search_options', { text, length: encoder.encode(text).length, flags });
      return this.#collect(limit, (user) => this.#quire.ask('quire_search_terminal', this.pointers.terminal, struct,
        this.#quire.exports.quire_wasm_found(), user)).all;
    });
  }

  // --- the view

  /** Copies what is in view; the functions below show the copy. @returns {object} struct quire_frame_info: size,
   * colours, cursor, scrolling */
  update() {
    const { terminal, frame } = this.pointers;
    this.#quire.ask('quire_frame_update', frame, terminal);
    return this.view();
  }

  /** What update() told. @returns {object} */
  view() {
    return this.#struct('frame_info', 'quire_frame_get_info', this.pointers.frame);
  }

  /** Does a row differ from what was drawn? @param {number} row */
  rowChanged(row) {
    return this.#quire.call('quire_frame_row_changed', this.pointers.frame, row) !== 0;
  }

  /** Says that what is in view was drawn. */
  drawn() {
    this.#quire.call('quire_frame_drawn', this.pointers.frame);
  }

  /** The line of a row: number, column, wrapped, version. @param {number} row @returns {object} */
  rowLine(row) {
    return this.#struct('frame_line', 'quire_frame_get_line', this.pointers.frame, row);
  }

  /** The text of a row, without blanks at its end. @param {number} row @returns {string} */
  rowText(row) {
    return decoder.decode(this.#encoded(1024, (...buffer) => this.#quire.call('quire_frame_row_text',
      this.pointers.frame, row, ...buffer, 0)));
  }

  /** The texts of all rows in view. @returns {string[]} */
  text() {
    return Array.from({ length: this.view().rows }, (_, row) => this.rowText(row));
  }

  /** The cells of a row. @param {number} row @returns {Cell[]} */
  cells(row) {
    const { frame } = this.pointers;
    const { cols } = this.view();
    const size = this.#memory.size('frame_cell');
    return this.#memory.scoped((scope) => {
      const place = scope.allocate(cols * size);
      const count = this.#quire.call('quire_frame_row', frame, row, place, cols);
      return Array.from({ length: count }, (_, i) => this.#cell(place + i * size));
    });
  }

  #cell(place) {
    const { text, textLength, ...others } = this.#memory.read('frame_cell', place);
    return { text: this.#memory.characters(text, textLength), ...others };
  }

  /** The URI of a cell's link. @param {number} link @returns {string | undefined} */
  link(link) {
    return this.#memory.scoped((scope) => {
      const length = scope.allocate(4);
      const place = this.#quire.call('quire_frame_link', this.pointers.frame, link, length);
      return place === 0 ? undefined : this.#memory.text(place, this.#memory.view.getUint32(length, true));
    });
  }

  /** Moves the view, up into history when positive. The next update shows it. @param {number} rows */
  scroll(rows) {
    this.#quire.ask('quire_frame_scroll', this.pointers.frame, this.pointers.terminal, BigInt(rows));
  }

  /** Moves it so that so many rows are below it; 0 follows the output. @param {number} offset */
  scrollTo(offset) {
    this.#quire.ask('quire_frame_scroll_to', this.pointers.frame, this.pointers.terminal, BigInt(offset));
  }

  // --- the selection of the view

  /** Starts at a cell of the view. @param {number} row @param {number} col
   * @param {{unit?: 'cell' | 'word' | 'line' | 'block', rightHalf?: boolean}} [options] */
  select(row, col, { unit = 'cell', rightHalf = false } = {}) {
    const { terminal, frame } = this.pointers;
    this.#quire.ask('quire_selection_start', terminal, frame, row, col, rightHalf, enumNumber('selection_unit', unit));
  }

  /** Moves its loose end. @param {number} row @param {number} col @param {{rightHalf?: boolean}} [options] */
  extendSelection(row, col, { rightHalf = false } = {}) {
    const { terminal, frame } = this.pointers;
    this.#quire.ask('quire_selection_extend', terminal, frame, row, col, rightHalf);
  }

  clearSelection() {
    this.#quire.call('quire_selection_clear', this.pointers.frame);
  }

  /** @returns {string} empty where nothing is selected */
  selectedText() {
    const { terminal, frame } = this.pointers;
    if (!this.#quire.call('quire_selection_exists', terminal, frame)) return '';
    return decoder.decode(this.#written('quire_selection_write', terminal, frame));
  }

  // --- input: what is to be sent to the program

  /** What a key sends; nothing, where it sends none. `key` is a name as in quire/key.h ('page_up') or a character.
   * @param {{key: string, text?: string, mods?: number, action?: 'press' | 'repeat' | 'release', shifted?: number,
   * base?: number}} event `mods`: bits of enums.modifier @returns {Uint8Array} */
  encodeKey({ key, ...event }) {
    const characters = [...key];
    const named = characters.length === 1 ? { character: key.codePointAt(0) } : { key };
    return this.#inputBytes('key_event', { ...named, ...event }, 'quire_key_encode');
  }

  /** What an event of the mouse sends: members of struct quire_mouse_event.
   * @param {{action?: 'press' | 'release' | 'motion', button?: string, mods?: number, col: number, row: number,
   * xPx?: number, yPx?: number}} event @returns {Uint8Array} */
  encodeMouse(event) {
    return this.#inputBytes('mouse_event', event, 'quire_mouse_encode');
  }

  /** What pasting a text sends. @param {string} text @returns {Uint8Array} */
  encodePaste(text) {
    return this.#memory.scoped((scope) => {
      const modes = this.#modes(scope);
      const [place, length] = scope.text(text);
      return this.#encoded(3 * length + 12, (...buffer) => this.#quire.call('quire_paste_encode', modes, place, length,
        ...buffer));
    });
  }

  /** What is sent when the window gets or loses the focus. @param {boolean} focused @returns {Uint8Array} */
  encodeFocus(focused) {
    return this.#memory.scoped((scope) => {
      const modes = this.#modes(scope);
      return this.#encoded(8, (...buffer) => this.#quire.call('quire_focus_encode', modes, focused, ...buffer));
    });
  }

  #inputBytes(struct, event, name) {
    return this.#memory.scoped((scope) => {
      const modes = this.#modes(scope);
      const place = scope.struct(struct, event);
      return this.#encoded(256, (...buffer) => this.#quire.call(name, modes, place, ...buffer));
    });
  }

  #modes(scope) {
    const modes = scope.struct('input_modes');
    this.#quire.ask('quire_terminal_input_modes', this.pointers.terminal, modes);
    return modes;
  }

  // --- how the library answers

  /** Calls a function that fills a struct, its last parameter. */
  #struct(struct, name, ...parameters) {
    return this.#memory.scoped((scope) => {
      const place = scope.struct(struct);
      this.#quire.ask(name, ...parameters, place);
      return this.#memory.read(struct, place);
    });
  }

  /** Calls a function that fills a buffer and says how much there is (NO_SPACE: again with so much). */
  #encoded(capacity, fill) {
    return this.#memory.scoped((scope) => {
      const length = scope.allocate(4);
      const filled = (room) => {
        const buffer = scope.allocate(room);
        const result = fill(buffer, room, length);
        const count = this.#memory.view.getUint32(length, true);
        if (result === enums.result.NO_SPACE && count > room) return filled(count);
        check(result, 'writing');
        return this.#memory.copy(buffer, count);
      };
      return filled(capacity);
    });
  }

  /** Calls a function that writes in pieces, and gives them in one. */
  #written(name, ...parameters) {
    const write = this.#quire.exports.quire_wasm_write();
    return this.#collect(Infinity, (user) => this.#quire.ask(name, ...parameters, write, user)).bytes;
  }

  #collect(limit, use) {
    const collector = new Collector(this.#memory, limit);
    const user = this.#quire.addUser(collector);
    try {
      use(user);
    } finally {
      this.#quire.removeUser(user);
    }
    return collector;
  }
}

/** Copies what of the data fits: so much of it was read, so many bytes were written. */
function copyInto(data, at, target) {
  if (typeof data === 'string') return encoder.encodeInto(data.slice(at), target);
  const piece = data.subarray(at, at + target.length);
  target.set(piece);
  return { read: piece.length, written: piece.length };
}

/** Settings that are set together. */
const TOGETHER = {
  cell_width_px: 'cell_size',
  cell_height_px: 'cell_size',
  title_bytes: 'title_limits',
  title_levels: 'title_limits',
  notification_features: 'notifications',
};

/** The bit that says that a setting is to be set. @param {string} key of the struct, in camelCase */
function settingBit(key) {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const bit = enums.setting[`SETTING_${(TOGETHER[name] ?? name).toUpperCase()}`];
  if (bit === undefined) throw new QuireError('INVALID', `no setting '${key}'`);
  return bit;
}
