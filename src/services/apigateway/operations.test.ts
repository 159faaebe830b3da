import { readdirSync } from "node:fs";
import * as sdk from "@aws-sdk/client-api-gateway";
import { expect, test } from "vitest";
import { operations } from "./operations.ts";

const operationNames = Object.keys(sdk)
  .filter((name) => name.endsWith("Command") && name !== "$Command")
  .map((name) => name.slice(0, -"Command".length));

function fileOf(operationName: string): string {
  return `${operationName.replaceAll(/(?<!^)[A-Z]/g, "-$&").toLowerCase()}.ts`;
}

test("operations lists every file that bears the name of an operation, and each once", () => {
  const files = readdirSync(import.meta.dirname);
  const expected = operationNames.filter((name) => files.includes(fileOf(name)));
  expect(Object.keys(operations).toSorted()).toEqual(expected.toSorted());
});

test("operations lists functions that bear their operation's name", () => {
  for (const [name, operation] of Object.entries(operations)) {
    expect(operation.name).toBe(name.charAt(0).toLowerCase() + name.slice(1));
  }
});
