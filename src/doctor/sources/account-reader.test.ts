import { expect, test } from "vitest";
import { AccountReader, hasAnswered, type Purpose } from "./account-reader.ts";

const PURPOSE: Purpose = { part: "httpApis", what: "routes", of: "HTTP API a1" };

function refusal(name: string, status = 403): Error {
  return Object.assign(new Error("Not authorized"), {
    name,
    $metadata: { httpStatusCode: status },
  });
}

test("call() never has more calls in flight than it may, and makes all of them", async () => {
  const reader = new AccountReader(3);
  let inFlight = 0;
  let most = 0;
  const calls = Array.from({ length: 20 }, (_, index) =>
    reader.call(PURPOSE, async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      if (index % 4 === 0) throw refusal("AccessDeniedException");
      return { index };
    }),
  );
  const answers = await Promise.all(calls);
  expect(most).toBe(3);
  expect(answers.filter((answer) => answer === "unreadable")).toHaveLength(5);
  expect(answers.filter((answer) => typeof answer === "object")).toHaveLength(15);
});

test("call() tells what is gone from what may not be read", async () => {
  const reader = new AccountReader(1);
  const gone = await reader.call(PURPOSE, () => Promise.reject(refusal("NotFoundException", 404)));
  expect(gone).toBe("gone");
  expect(reader.unreadable()).toEqual([]);
  const refused = await reader.call(PURPOSE, () => Promise.reject(refusal("AccessDenied")));
  expect(refused).toBe("unreadable");
  expect(reader.unreadable()).toEqual([
    { part: "httpApis", what: "routes of HTTP API a1", why: "AccessDenied: Not authorized" },
  ]);
});

test("list() reads every page, and keeps what it had when one cannot be read", async () => {
  const reader = new AccountReader(1);
  const pages = new Map([
    [undefined, { items: [1, 2], next: "b" }],
    ["b", { items: undefined, next: "c" }],
    ["c", { items: [3], next: "" }],
  ]);
  const read = (token: string | undefined) =>
    Promise.resolve(pages.get(token) ?? { items: [], next: undefined });
  expect(await reader.list(PURPOSE, read)).toEqual({ items: [1, 2, 3], isWhole: true });
  const partly = await reader.list(PURPOSE, (token) =>
    token === "b" ? Promise.reject(refusal("Throttling")) : read(token),
  );
  expect(partly).toEqual({ items: [1, 2], isWhole: false });
});

test("list() does not follow a list without end", async () => {
  const reader = new AccountReader(1);
  let pages = 0;
  const { items, isWhole } = await reader.list(PURPOSE, () =>
    Promise.resolve({ items: [1], next: `more${pages++}` }),
  );
  expect(items).toHaveLength(300);
  expect(isWhole).toBe(false);
  expect(reader.unreadable()[0]?.why).toBe("there are more than 300 pages");
});

test("list() does not follow a page that leads to itself, and passes over what is no item", async () => {
  const reader = new AccountReader(1);
  const items = [1, null] as unknown as readonly number[];
  const listed = await reader.list(PURPOSE, () => Promise.resolve({ items, next: "again" }));
  expect(listed).toEqual({ items: [1, 1], isWhole: false });
  expect(reader.unreadable()[0]?.why).toBe("one page leads to itself as the next one");
});

test("unreadable() says once what failed alike for many", async () => {
  const reader = new AccountReader(1);
  for (const id of ["a1", "b2", "c3", "d4", "e5"]) {
    const purpose: Purpose = { ...PURPOSE, of: `HTTP API ${id}` };
    await reader.call(purpose, () => Promise.reject(refusal("AccessDenied")));
  }
  expect(reader.unreadable()).toEqual([
    {
      part: "httpApis",
      what: "routes of HTTP API a1, HTTP API b2, HTTP API c3 and 2 more",
      why: "AccessDenied: Not authorized",
    },
  ]);
});

test("hasAnswered() tells a refusal from nobody there", () => {
  expect(hasAnswered(refusal("AccessDenied"))).toBe(true);
  expect(hasAnswered(Object.assign(new Error("No answer"), { code: "ECONNREFUSED" }))).toBe(false);
  expect(hasAnswered(Object.assign(new Error("No answer"), { $metadata: { attempts: 1 } }))).toBe(
    false,
  );
});
