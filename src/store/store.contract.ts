// What every store must do, run on each implementation.
import { describe, expect, test } from "vitest";
import type { RecordChange } from "./records.ts";
import type { Store } from "./store.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const OTHER_REGION = { account: "000000000000", region: "eu-west-1" };

/** `open` returns an empty store. */
export function storeContract(name: string, open: () => Store): void {
  describe(name, () => {
    test("transaction() makes its writes visible to later reads, in their scope only", async () => {
      const store = open();
      await store.transaction(async (records) => {
        records.in(SCOPE).put("vpc", "vpc-1", { vpc: { CidrBlock: "10.0.0.0/16" } });
      });
      const here = await store.read((records) => records.in(SCOPE).get("vpc", "vpc-1"));
      const elsewhere = await store.read((records) => records.in(OTHER_REGION).get("vpc", "vpc-1"));
      expect(here).toEqual({ vpc: { CidrBlock: "10.0.0.0/16" } });
      expect(elsewhere).toBeUndefined();
      await store.close();
    });

    test("in() keeps records about the machine for all accounts and regions alike", async () => {
      const store = open();
      await store.transaction(async (records) => {
        records.in(SCOPE).put("instance", "i-1", { address: "127.0.0.1" });
      });
      const elsewhere = await store.read((records) =>
        records.in(OTHER_REGION).get("instance", "i-1"),
      );
      expect(elsewhere).toEqual({ address: "127.0.0.1" });
      await store.close();
    });

    test("scopes() names every account and region that has a record", async () => {
      const store = open();
      await store.transaction(async (records) => {
        records.in(SCOPE).put("vpc", "vpc-1", { vpc: {} });
        records.in(OTHER_REGION).put("vpc", "vpc-2", { vpc: {} });
        records.in(SCOPE).put("instance", "i-1", { address: "127.0.0.1" });
        expect(await records.scopes()).toEqual([SCOPE, OTHER_REGION]);
      });
      expect(await store.read((records) => records.scopes())).toEqual([SCOPE, OTHER_REGION]);
      await store.close();
    });

    test("transaction() that rejects changes nothing", async () => {
      const store = open();
      const failing = store.transaction(async (records) => {
        records.in(SCOPE).put("instance", "i-1", { address: "127.0.0.1" });
        throw new Error("Changed my mind");
      });
      await expect(failing).rejects.toThrow("Changed my mind");
      expect(await store.read((records) => records.in(SCOPE).list("instance"))).toEqual([]);
      await store.close();
    });

    test("transaction() reads its own writes and deletions", async () => {
      const store = open();
      await store.transaction(async (records) => {
        records.in(SCOPE).put("instance", "i-1", { address: "a" });
        records.in(SCOPE).put("instance", "i-2", { address: "b" });
      });
      await store.transaction(async (all) => {
        const records = all.in(SCOPE);
        records.delete("instance", "i-1");
        records.put("instance", "i-0", { address: "c" });
        expect(await records.get("instance", "i-1")).toBeUndefined();
        expect((await records.list("instance")).map(({ id }) => id)).toEqual(["i-0", "i-2"]);
        expect((await all.all("instance")).map(({ id }) => id)).toEqual(["i-0", "i-2"]);
      });
      await store.close();
    });

    test("transaction() runs one after the other", async () => {
      const store = open();
      const increment = () =>
        store.transaction(async (records) => {
          const before = await records.in(SCOPE).get("instance", "counter");
          await Promise.resolve();
          records.in(SCOPE).put("instance", "counter", {
            address: String(Number(before?.address ?? "0") + 1),
          });
        });
      await Promise.all(Array.from({ length: 20 }, increment));
      const counter = await store.read((records) => records.in(SCOPE).get("instance", "counter"));
      expect(counter?.address).toBe("20");
      await store.close();
    });

    test("read() keeps the state of its start while others write", async () => {
      const store = open();
      const seen = await store.read(async (records) => {
        await store.transaction(async (writing) => {
          writing.in(SCOPE).put("instance", "i-1", { address: "a" });
        });
        return records.in(SCOPE).list("instance");
      });
      expect(seen).toEqual([]);
      await store.close();
    });

    test("read() refuses to write", async () => {
      const store = open();
      const writing = store.read(async (records) => records.in(SCOPE).delete("instance", "i-1"));
      await expect(writing).rejects.toThrow("Cannot write");
      await store.close();
    });

    test("list() returns what begins with the prefix, in order of id", async () => {
      const store = open();
      await store.transaction(async (records) => {
        for (const id of ["b/2", "a/9", "b/10", "b", "c/1", "b/1"]) {
          records.in(SCOPE).put("instance", id, { address: id });
        }
      });
      const found = await store.read((records) => records.in(SCOPE).list("instance", "b/"));
      expect(found.map(({ id }) => id)).toEqual(["b/1", "b/10", "b/2"]);
      await store.close();
    });

    test("put() copies and freezes what it is given", async () => {
      const store = open();
      const body = { address: "before" };
      await store.transaction(async (records) => records.in(SCOPE).put("instance", "i", body));
      body.address = "after";
      const kept = await store.read((records) => records.in(SCOPE).get("instance", "i"));
      expect(kept?.address).toBe("before");
      expect(Object.isFrozen(kept)).toBe(true);
      await store.close();
    });

    test("subscribe() is told of each commit once, with before and after, and is waited for", async () => {
      const store = open();
      const told: (readonly RecordChange[])[] = [];
      let live = false;
      store.subscribe(async (changes) => {
        told.push(changes);
        await new Promise((resolve) => setImmediate(resolve));
        live = true;
      });
      await store.transaction(async (records) => {
        records.in(SCOPE).put("instance", "i", { address: "1" });
        records.in(SCOPE).delete("instance", "never-there");
      });
      expect(live).toBe(true);
      await store.transaction(async (records) => records.in(SCOPE).delete("instance", "i"));
      await store.transaction(async () => {});
      expect(told).toHaveLength(2);
      expect(told[0]?.[0]).toMatchObject({ before: null, after: { id: "i" } });
      expect(told[1]?.[0]).toMatchObject({ before: { id: "i" }, after: null });
      await store.close();
    });

    test("close() waits for transactions under way and refuses later ones", async () => {
      const store = open();
      const writing = store.transaction(async (records) => {
        await Promise.resolve();
        records.in(SCOPE).put("instance", "i", { address: "1" });
      });
      await store.close();
      await expect(writing).resolves.toBeUndefined();
      await expect(store.transaction(async () => {})).rejects.toThrow("closed");
    });
  });
}
