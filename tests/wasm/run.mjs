// run.mjs - runs a program for wasm32-wasi that prints and ends: run.mjs PROGRAM.WASM
//
// There are no files, arguments and variables. (node:wasi of Node 20 is not used: it writes to where the memory was
// before it grew, and Node dies.)
import { readFile } from 'node:fs/promises';

const NOSYS = 52;
const BADF = 8;
const memory = () => new DataView(instance.exports.memory.buffer);

class Exit {
  constructor(status) {
    this.status = status;
  }
}

/** Two numbers of 32 bits that are zero: how many there are, and their bytes. */
function none(count, bytes) {
  memory().setUint32(count, 0, true);
  memory().setUint32(bytes, 0, true);
  return 0;
}

const own = {
  args_sizes_get: none,
  environ_sizes_get: none,
  args_get: () => 0,
  environ_get: () => 0,
  fd_prestat_get: () => BADF,
  proc_exit(status) {
    throw new Exit(status);
  },
  clock_time_get(clock, precision, place) {
    memory().setBigUint64(place, process.hrtime.bigint(), true);
    return 0;
  },
  random_get(place, length) {
    new Uint8Array(instance.exports.memory.buffer, place, length).forEach((_, i, bytes) => {
      bytes[i] = Math.random() * 256;
    });
    return 0;
  },
  fd_write(descriptor, pieces, count, written) {
    let sum = 0;
    for (let i = 0; i < count; i += 1) {
      const place = memory().getUint32(pieces + 8 * i, true);
      const length = memory().getUint32(pieces + 8 * i + 4, true);
      (descriptor === 2 ? process.stderr : process.stdout).write(new Uint8Array(instance.exports.memory.buffer.slice(place, place + length)));
      sum += length;
    }
    memory().setUint32(written, sum, true);
    return 0;
  },
};

const module = await WebAssembly.compile(await readFile(process.argv[2]));
const wanted = WebAssembly.Module.imports(module).map(({ name }) => [name, own[name] ?? (() => NOSYS)]);
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: Object.fromEntries(wanted) });
try {
  instance.exports._start();
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.exitCode = error.status;
}
