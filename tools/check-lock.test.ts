import { expect, test } from "vitest";
import { missingFromLock } from "./check-lock.ts";

test("missingFromLock() names optional packages without an entry, wherever they may stand", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": {
        optionalDependencies: { "a-linux": "1", "a-darwin": "1", "a-win32": "1" },
      },
      "node_modules/a-linux": {},
      "node_modules/a/node_modules/a-darwin": {},
    },
  };
  expect(missingFromLock(JSON.stringify(lock))).toEqual(["a-win32"]);
});
