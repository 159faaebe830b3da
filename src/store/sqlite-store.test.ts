import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { openSqliteStore } from "./sqlite-store.ts";
import { storeContract } from "./store.contract.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };
const root = mkdtempSync(join(tmpdir(), "postern-sqlite-"));
let count = 0;

function newDirectory(): string {
  return join(root, String(count++));
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

storeContract("openSqliteStore()", () => openSqliteStore(newDirectory()));

test("openSqliteStore() finds what was committed before, dates and bytes included", async () => {
  const directory = newDirectory();
  const first = openSqliteStore(directory);
  const createdDate = new Date("2026-01-02T03:04:05.678Z");
  await first.transaction(async (records) => {
    records.in(SCOPE).put("http-api", "abc", {
      api: {
        Name: "n",
        ProtocolType: "HTTP",
        RouteSelectionExpression: "$request.method $request.path",
        CreatedDate: createdDate,
        Tags: { $date: "not a date" },
      },
    });
  });
  await first.close();
  const second = openSqliteStore(directory);
  const body = await second.read((records) => records.in(SCOPE).get("http-api", "abc"));
  expect(body?.api.CreatedDate).toEqual(createdDate);
  expect(body?.api.Tags).toEqual({ $date: "not a date" });
  await second.close();
});

test("openSqliteStore() refuses a directory that another store has open", async () => {
  const directory = newDirectory();
  const first = openSqliteStore(directory);
  expect(() => openSqliteStore(directory)).toThrow(/another Postern is using it/);
  await first.close();
  await openSqliteStore(directory).close();
});

test("openSqliteStore() refuses a format newer than it knows", async () => {
  const directory = newDirectory();
  await openSqliteStore(directory).close();
  const database = new DatabaseSync(join(directory, "postern.sqlite"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openSqliteStore(directory)).toThrow(/version 99/);
});

test("openSqliteStore() says why a path cannot be used", () => {
  const file = join(root, "a-file");
  writeFileSync(file, "");
  chmodSync(file, 0o400);
  expect(() => openSqliteStore(join(file, "below"))).toThrow(/Cannot use the data directory/);
});

test("transaction() that cannot be written leaves memory and disk as they were", async () => {
  const directory = newDirectory();
  const store = openSqliteStore(directory);
  await store.transaction(async (records) =>
    records.in(SCOPE).put("instance", "i", { address: "a" }),
  );
  const unserialisable = store.transaction(async (records) => {
    records.in(SCOPE).put("instance", "i", { address: "b" });
    records.in(SCOPE).put("instance", "j", { address: 1n as unknown as string });
  });
  await expect(unserialisable).rejects.toThrow("Cannot commit");
  const kept = await store.read((records) => records.in(SCOPE).list("instance"));
  expect(kept.map(({ id, body }) => [id, body.address])).toEqual([["i", "a"]]);
  await store.close();
});
