import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { operations } from "./operations.ts";

const FOLDER = import.meta.dirname;

function fileNameOf(operation: string): string {
  return `${operation.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.ts`;
}

test("operations names only operations of the SDK, each with a function of its name in a file of its name", () => {
  for (const [name, handler] of Object.entries(operations)) {
    expect(sdk).toHaveProperty(`${name}Command`);
    expect(handler.name).toBe(name.charAt(0).toLowerCase() + name.slice(1));
    expect(existsSync(join(FOLDER, fileNameOf(name))), fileNameOf(name)).toBe(true);
  }
});

test("operations has every operation that a file of this folder holds", () => {
  const byFile = new Set(Object.keys(operations).map(fileNameOf));
  const ofSdk = Object.keys(sdk)
    .filter((name) => name.endsWith("Command") && name !== "$Command")
    .map((name) => fileNameOf(name.slice(0, -"Command".length)));
  const present = readdirSync(FOLDER).filter((file) => ofSdk.includes(file));
  expect(new Set(present)).toEqual(byFile);
});
