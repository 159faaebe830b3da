// Local ports of in-memory connections. They stand for nothing, but access logs, X-Forwarded-For and journeys tell
// connections apart by them, so that no two that are open at a time have the same one.

/** They are counted through the range of ephemeral ports (RFC 6335 §6). */
const EPHEMERAL_PORT_FIRST = 49_152;
const EPHEMERAL_PORT_LAST = 65_535;
const PORT_COUNT = EPHEMERAL_PORT_LAST - EPHEMERAL_PORT_FIRST + 1;

export class MemoryPorts {
  /** How many connections have the port; more than one only when there are more connections than ports. */
  readonly #uses = new Uint32Array(PORT_COUNT);
  #open = 0;
  #next = 0;

  take(): number {
    const isFull = this.#open >= PORT_COUNT;
    while (!isFull && this.#uses[this.#next] !== 0) this.#next = (this.#next + 1) % PORT_COUNT;
    const index = this.#next;
    this.#next = (index + 1) % PORT_COUNT;
    this.#uses[index] = (this.#uses[index] ?? 0) + 1;
    this.#open++;
    return EPHEMERAL_PORT_FIRST + index;
  }

  give(port: number): void {
    const index = port - EPHEMERAL_PORT_FIRST;
    const uses = this.#uses[index] ?? 0;
    if (uses === 0) return;
    this.#uses[index] = uses - 1;
    this.#open--;
  }
}
