// Remembers where listeners were bound, across restarts: looked up at once, written down aside.
import type { AddressBook } from "./balancer/listener-directory.ts";
import { MACHINE_SCOPE } from "./store/records.ts";
import type { Store } from "./store/store.ts";

export class StoredAddressBook implements AddressBook {
  readonly #store: Store;
  readonly #places = new Map<string, { address: string; port: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads what earlier processes wrote down. */
  async load(): Promise<void> {
    const kept = await this.#store.read((records) => records.all("listener-address"));
    for (const { id, body } of kept) this.#places.set(id, body);
  }

  recall(listenerArn: string): { address: string; port: number } | undefined {
    return this.#places.get(listenerArn);
  }

  async remember(
    { listenerArn }: { readonly listenerArn: string },
    place: { address: string; port: number },
  ): Promise<void> {
    this.#places.set(listenerArn, place);
    await this.#store.transaction(async (records) => {
      records.in(MACHINE_SCOPE).put("listener-address", listenerArn, place);
    });
  }

  /** The record goes with the listener's own. */
  async forget({ listenerArn }: { readonly listenerArn: string }): Promise<void> {
    this.#places.delete(listenerArn);
  }

  clear(): void {
    this.#places.clear();
  }
}
