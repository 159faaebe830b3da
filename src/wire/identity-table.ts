// Which private hop is behind a socket that came from this very process: the dialing end enters its local address
// and port, the accepting end asks by the peer's. Entries live as long as the dialer's socket. Peers that are not
// in the table are what they seem.
import type { HopIdentity } from "./byte-stream.ts";

export class IdentityTable {
  readonly #identities = new Map<string, HopIdentity>();

  get size(): number {
    return this.#identities.size;
  }

  set(address: string, port: number, identity: HopIdentity): void {
    this.#identities.set(`${address}:${port}`, identity);
  }

  get(address: string, port: number): HopIdentity | null {
    if (this.#identities.size === 0) return null;
    return this.#identities.get(`${address}:${port}`) ?? null;
  }

  delete(address: string, port: number): void {
    this.#identities.delete(`${address}:${port}`);
  }
}
