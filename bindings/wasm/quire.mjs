// quire.mjs - libquire in JavaScript: terminals that take bytes and show a screen, in a browser or in Node.
//
//     import { load } from './quire.mjs';
//     const quire = await load();
//     const terminal = quire.createTerminal({ cols: 80, rows: 24, onReply: (bytes) => socket.send(bytes) });
//     terminal.feed('\x1b[1mhello');
//     terminal.update();
//     console.log(terminal.rowText(0), terminal.cells(0)[0]);
//     terminal.free();
//
// README.md says how quire.wasm is made. What a function means, its limits and its cost stand in the C headers
// (quire/terminal.h and others), which this file follows. All of an instance belongs to one thread.
import { enums } from './layout.mjs';
import { check, Memory, QuireError } from './memory.mjs';
import { Terminal } from './terminal.mjs';

export { enums, QuireError, Terminal };

// Node 18 has it in a module only.
const crypto = globalThis.crypto ?? (await import('node:crypto')).webcrypto;
const ERRNO_NOSYS = 52;
const NANOSECONDS = 1000000n;

/** What the module asks of a system: random numbers for the seeds of its hash tables, and the time. It has no files,
 * and nothing is printed. @param {() => WebAssembly.Memory} memory */
function system(memory) {
  return {
    random_get(place, length) {
      crypto.getRandomValues(new Uint8Array(memory().buffer, place, length));
      return 0;
    },
    clock_time_get(clock, precision, place) {
      new DataView(memory().buffer).setBigUint64(place, BigInt(Date.now()) * NANOSECONDS, true);
      return 0;
    },
  };
}

/** The imports that a module wants: ours, and for what is not there a function that says so. */
function imports(module, own) {
  const all = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    all[from] ??= {};
    all[from][name] = own[from]?.[name] ?? (() => ERRNO_NOSYS);
  }
  return all;
}

/** @param {URL} url */
async function readFile(url) {
  const files = await import('node:fs/promises');
  return files.readFile(url);
}

/** @param {BufferSource | WebAssembly.Module | Response | URL | string} source
 * @returns {Promise<WebAssembly.Module>} */
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) return WebAssembly.compile(source);
  if (source instanceof URL && source.protocol === 'file:') return WebAssembly.compile(await readFile(source));
  const response = typeof Response === 'function' && source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new QuireError('NOT_FOUND', response.url);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** An instance of the library, with a memory of its own. */
export class Quire {
  /** What callbacks are for, by the numbers that the library hands back. */
  #users = new Map();
  #lastUser = 0;
  #thrown = [];

  /** Use load(). @param {WebAssembly.Module} module */
  constructor(module) {
    const instance = new WebAssembly.Instance(module, imports(module, {
      quire: this.#callbacks(),
      wasi_snapshot_preview1: system(() => instance.exports.memory),
    }));
    /** The functions of the C headers, for what has no method here. @type {WebAssembly.Exports} */
    this.exports = instance.exports;
    /** @type {Memory} */
    this.memory = new Memory(instance.exports);
    instance.exports._initialize();
  }

  /** The version of the library, such as '0.1.0'. */
  get version() {
    return this.memory.text(this.exports.quire_version_string());
  }

  /** Bytes that the instance has taken. It never gives any back to the system; what was freed it uses again. */
  get memoryBytes() {
    return this.memory.bytes.length;
  }

  /** Makes a terminal. @param {import('./terminal.mjs').TerminalOptions} [options] @returns {Terminal} */
  createTerminal(options) {
    return new Terminal(this, options);
  }

  /** Makes a terminal from what Terminal.snapshot() gave; of the options only callbacks and permissions are used.
   * @param {Uint8Array} snapshot @param {import('./terminal.mjs').TerminalOptions} [options] @returns {Terminal} */
  restoreTerminal(snapshot, options) {
    return new Terminal(this, options, snapshot);
  }

  // --- for terminal.mjs

  /** A number by which callbacks find an object. It is to be given back. */
  addUser(object) {
    this.#lastUser += 1;
    this.#users.set(this.#lastUser, object);
    return this.#lastUser;
  }

  removeUser(number) {
    this.#users.delete(number);
  }

  /** Calls the library. What a callback threw meanwhile is thrown when the library is done, for a call that is left in
   * the middle would leave the terminal in the middle, too. */
  call(name, ...parameters) {
    const outer = this.#thrown;
    this.#thrown = [];
    try {
      const result = this.exports[name](...parameters);
      if (this.#thrown.length > 0) throw this.#thrown[0];
      return result;
    } finally {
      this.#thrown = outer;
    }
  }

  /** Calls it and throws what it answers, unless that is OK. */
  ask(name, ...parameters) {
    check(this.call(name, ...parameters), name);
  }

  #callbacks() {
    const to = (method) => (user, ...parameters) => {
      try {
        return this.#users.get(user)[method](...parameters);
      } catch (error) {
        this.#thrown.push(error);
        return false;
      }
    };
    return Object.fromEntries(['reply', 'event', 'log', 'resize', 'write', 'found'].map((name) => [name, to(name)]));
  }
}

/** Makes an instance. @param {BufferSource | WebAssembly.Module | Response | Promise<Response> | URL | string} [source]
 * the module quire.wasm, or where it is; it stands beside this file if nothing is said @returns {Promise<Quire>} */
export async function load(source = new URL('quire.wasm', import.meta.url)) {
  return new Quire(await compile(await source));
}
