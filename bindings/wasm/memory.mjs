// memory.mjs - the module's memory as values of JavaScript: text, structs of the public headers, arrays.
//
// Structs are objects whose members have the names of C in camelCase. An enum is the name of its value in small letters
// ('block' for QUIRE_CURSOR_BLOCK), a char is a string, text is a string, colours and bits are numbers. Numbers of 64
// bits are numbers as long as they are exact, the largest one is Infinity, others are BigInt. A text has its length.
import { enums, structs } from './layout.mjs';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const LARGEST = 2n ** 64n - 1n;

/** What a call of the library answered, other than OK. `code` is the name of the result, such as 'OUT_OF_MEMORY'. */
export class QuireError extends Error {
  /** @param {string} code @param {string} [what] */
  constructor(code, what) {
    super(what ? `${what}: ${code}` : code);
    this.name = 'QuireError';
    this.code = code;
  }
}

const resultNames = new Map(Object.entries(enums.result).map(([name, value]) => [value, name]));

/** Throws unless the result of a call is OK. @param {number} result @param {string} what */
export function check(result, what) {
  if (result !== 0) throw new QuireError(resultNames.get(result) ?? String(result), what);
}

/** @param {string} name of C @returns {string} of JavaScript */
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** @param {bigint} value */
function fromWide(value) {
  if (value === LARGEST) return Infinity;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** @param {number | bigint} value */
const toWide = (value) => (value === Infinity ? LARGEST : BigInt(value));

/** Name and number of each value of an enum, both ways. */
const values = Object.fromEntries(Object.entries(enums).map(([name, table]) => {
  const numbers = new Map(Object.entries(table).map(([value, number]) => [value.toLowerCase(), number]));
  return [name, { numbers, names: new Map([...numbers].map(([value, number]) => [number, value])) }];
}));

/** The number of an enum's value: that of its name, or the number itself. @param {string} name of the enum @param
 * {string | number} value */
export function enumNumber(name, value) {
  const number = typeof value === 'number' ? value : values[name].numbers.get(value);
  if (number === undefined) throw new QuireError('INVALID', `${name} '${value}'`);
  return number;
}

/** How a value of some kind (layout.py) in so many bytes is read and written. */
function access(size, kind) {
  const [word, name] = kind.split(' ');
  switch (word) {
    case 'bool': return {
      read: (view, at) => view.getUint8(at) !== 0,
      write: (view, at, value) => view.setUint8(at, value ? 1 : 0),
    };
    case 'char': return {
      read: (view, at) => (view.getUint8(at) === 0 ? '' : String.fromCharCode(view.getUint8(at))),
      write: (view, at, value) => view.setUint8(at, value === '' ? 0 : value.charCodeAt(0)),
    };
    case 'enum': return {
      read: (view, at) => values[name].names.get(view.getInt32(at, true)) ?? view.getInt32(at, true),
      write: (view, at, value) => view.setInt32(at, enumNumber(name, value), true),
    };
    case 'struct': return { read: (view, at, memory) => memory.read(name, at) };
    case 'signed': return numbers[`Int${size * 8}`];
    default: return numbers[`Uint${size * 8}`];
  }
}

const numbers = {
  Uint8: { read: (view, at) => view.getUint8(at), write: (view, at, value) => view.setUint8(at, value) },
  Uint16: { read: (view, at) => view.getUint16(at, true), write: (view, at, value) => view.setUint16(at, value, true) },
  Int32: { read: (view, at) => view.getInt32(at, true), write: (view, at, value) => view.setInt32(at, value, true) },
  Uint32: { read: (view, at) => view.getUint32(at, true), write: (view, at, value) => view.setUint32(at, value, true) },
  Uint64: {
    read: (view, at) => fromWide(view.getBigUint64(at, true)),
    write: (view, at, value) => view.setBigUint64(at, toWide(value), true),
  },
};

/** How the value of a whole member is read. */
function reader({ bytes, kind, count, length, one }) {
  if (kind === 'text') {
    return (view, at, memory, place) => memory.text(view.getUint32(at, true), length && view.getUint32(place + length, true));
  }
  if (kind === 'char' && count) return (view, at, memory) => memory.text(at);
  if (!count) return one.read;
  const step = bytes / count;
  return (view, at, memory) => Array.from({ length: count }, (_, i) => one.read(view, at + i * step, memory));
}

/** A member: its name here, where it is, how it is read and written, and of a text where its length is. */
function describe(members, name) {
  const [offset, bytes, kind, count = 0] = members[name];
  const length = kind === 'text' ? members[`${name}_length`]?.[0] : undefined;
  const one = access(count ? bytes / count : bytes, kind);
  const member = { key: camel(name), offset, bytes, kind, count, length, one };
  return { ...member, read: reader(member) };
}

/** A struct: its size and its members. Lengths of texts are no members here. */
function layout({ size, members }) {
  const isLength = (name) => members[name.replace(/_length$/, '')]?.[2] === 'text' && name.endsWith('_length');
  const names = Object.keys(members).filter((name) => name !== 'size' && !isLength(name));
  const list = names.map((name) => describe(members, name));
  return { size, sized: 'size' in members, list, members: new Map(list.map((member) => [member.key, member])) };
}

const layouts = Object.fromEntries(Object.entries(structs).map(([name, struct]) => [name, layout(struct)]));

/** Memory that one call needs; it is freed when the call is over. */
class Scope {
  #memory;
  #taken = [];

  constructor(memory) {
    this.#memory = memory;
  }

  allocate(size) {
    const place = this.#memory.allocate(size);
    this.#taken.push(place);
    return place;
  }

  /** Bytes, or the UTF-8 of a string, with a zero behind them; [where, how many]. @param {string | Uint8Array} text */
  text(text) {
    const bytes = typeof text === 'string' ? encoder.encode(text) : text;
    const place = this.allocate(bytes.length + 1);
    this.#memory.bytes.set(bytes, place);
    this.#memory.bytes[place + bytes.length] = 0;
    return [place, bytes.length];
  }

  words(numbers) {
    const place = this.allocate(numbers.length * 4);
    new Uint32Array(this.#memory.bytes.buffer, place, numbers.length).set(numbers);
    return place;
  }

  /** A struct as its initialiser has it, with these members. @param {string} name @param {object} [members] */
  struct(name, members = {}) {
    const place = this.allocate(layouts[name].size);
    if (layouts[name].sized) this.#defaults(name, place);
    this.write(name, place, members);
    return place;
  }

  /** Sets members of a struct. @param {string} name @param {number} place @param {object} members */
  write(name, place, members) {
    for (const [key, value] of Object.entries(members)) {
      if (value !== undefined) this.#write(name, place, key, value);
    }
  }

  #defaults(name, place) {
    const [text] = this.text(`quire_${name}`);
    const { size } = layouts[name];
    if (this.#memory.exports.quire_struct_defaults(text, place, size) !== size) throw new QuireError('UNSUPPORTED', name);
  }

  #write(name, place, key, value) {
    const member = layouts[name].members.get(key);
    if (!member) throw new QuireError('INVALID', `${name} has no '${key}'`);
    const at = place + member.offset;
    if (member.kind === 'text') this.#writeText(place, member, value);
    else if (member.kind === 'char' && member.count) this.#writeChars(member, at, value);
    else if (member.count) this.#writeArray(member, at, value);
    else member.one.write(this.#memory.view, at, typeof value === 'object' ? this.words(value) : value);
  }

  #writeText(place, member, value) {
    const [text, length] = this.text(value);
    this.#memory.view.setUint32(place + member.offset, text, true);
    if (member.length !== undefined) this.#memory.view.setUint32(place + member.length, length, true);
  }

  #writeArray({ bytes, count, one }, at, value) {
    if (value.length > count) throw new QuireError('INVALID', `more than ${count} values`);
    value.forEach((part, i) => one.write(this.#memory.view, at + (i * bytes) / count, part));
  }

  #writeChars(member, at, value) {
    const bytes = encoder.encode(value);
    if (bytes.length >= member.bytes) throw new QuireError('INVALID', `'${value}' is too long`);
    this.#memory.bytes.fill(0, at, at + member.bytes).set(bytes, at);
  }

  release() {
    for (const place of this.#taken) this.#memory.free(place);
  }
}

/** The memory of an instance. */
export class Memory {
  #bytes = new Uint8Array();
  #view = new DataView(new ArrayBuffer(0));

  /** @param {WebAssembly.Exports} exports */
  constructor(exports) {
    this.exports = exports;
  }

  /** All of it. Not to be kept over a call: it is another array when the memory has grown. */
  get bytes() {
    if (this.#bytes.buffer !== this.exports.memory.buffer) this.#bytes = new Uint8Array(this.exports.memory.buffer);
    return this.#bytes;
  }

  /** Likewise. */
  get view() {
    if (this.#view.buffer !== this.exports.memory.buffer) this.#view = new DataView(this.exports.memory.buffer);
    return this.#view;
  }

  allocate(size) {
    const place = this.exports.malloc(Math.max(size, 1));
    if (place === 0) throw new QuireError('OUT_OF_MEMORY');
    return place;
  }

  free(place) {
    this.exports.free(place);
  }

  /** Runs a function with memory that is freed when it returns. @template T @param {(scope: Scope) => T} use */
  scoped(use) {
    const scope = new Scope(this);
    try {
      return use(scope);
    } finally {
      scope.release();
    }
  }

  /** UTF-8 in memory; without a length it ends at a zero. */
  text(place, length) {
    if (place === 0) return '';
    const end = length === undefined ? this.bytes.indexOf(0, place) : place + length;
    return decoder.decode(this.bytes.subarray(place, end));
  }

  /** A copy of bytes. */
  copy(place, length) {
    return this.bytes.slice(place, place + length);
  }

  /** A string from an array of code points. */
  characters(place, count) {
    let text = '';
    for (let at = place; at < place + count * 4; at += 4) text += String.fromCodePoint(this.view.getUint32(at, true));
    return text;
  }

  size(name) {
    return layouts[name].size;
  }

  /** A struct as an object. Pointers to anything but text are numbers. */
  read(name, place) {
    const { view } = this;
    const object = {};
    for (const { key, offset, read } of layouts[name].list) object[key] = read(view, place + offset, this, place);
    return object;
  }
}
