// callbacks.mjs - what the library calls: the callbacks of a terminal, and what takes pieces and hits.
//
// quire.mjs finds these objects by the number that the library hands back; methods are named as the module's imports.

/** What an event says besides its own members. */
const PARTS = { notification: 'notification', shell: 'shell_event', clipboard: 'clipboard_request' };

/** Collects what a function of the library writes in pieces. */
export class Collector {
  #pieces = [];
  #memory;
  #limit;

  constructor(memory, limit = Infinity) {
    this.#memory = memory;
    this.#limit = limit;
  }

  write(place, length) {
    this.#pieces.push(this.#memory.copy(place, length));
    return true;
  }

  found(place) {
    this.#pieces.push(this.#memory.read('search_hit', place));
    return this.#pieces.length < this.#limit;
  }

  get all() {
    return this.#pieces;
  }

  get bytes() {
    const whole = new Uint8Array(this.#pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/** What the library calls. */
export class Listener {
  /** How many of the host's callbacks are under way. */
  running = 0;
  #memory;
  #host;

  constructor(memory, host) {
    this.#memory = memory;
    this.#host = host;
  }

  reply(place, length) {
    this.#tell('onReply', () => [this.#memory.copy(place, length)]);
  }

  event(place) {
    this.#tell('onEvent', () => [this.#event(place)]);
  }

  log(place) {
    this.#tell('onLog', () => [this.#memory.read('log', place)]);
  }

  resize(cols, rows) {
    return this.#tell('onResize', () => [cols, rows]);
  }

  #tell(name, parameters) {
    const callback = this.#host[name];
    if (!callback) return undefined;
    this.running += 1;
    try {
      return callback(...parameters());
    } finally {
      this.running -= 1;
    }
  }

  #event(place) {
    const event = this.#memory.read('event', place);
    for (const [name, struct] of Object.entries(PARTS)) {
      if (event[name]) event[name] = this.#memory.read(struct, event[name]);
      else delete event[name];
    }
    if (event.clipboard) event.clipboard.items = this.#items(event.clipboard);
    return event;
  }

  #items({ items, count }) {
    const memory = this.#memory;
    return Array.from({ length: count }, (_, i) => {
      const { mime, data, length } = memory.read('clipboard_item', items + i * memory.size('clipboard_item'));
      return { mime, data: memory.copy(data, length) };
    });
  }
}
