// The store of --ephemeral and of tests: everything is gone when the process ends.
import { EmbeddedStore } from "./embedded-store.ts";
import { RecordImage } from "./record-image.ts";
import type { Store } from "./store.ts";

export function createMemoryStore(): Store {
  return new EmbeddedStore(new RecordImage(), null);
}
