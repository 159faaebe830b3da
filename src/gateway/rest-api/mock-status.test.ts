import { expect, test } from "vitest";
import { mockStatus } from "./mock-status.ts";

test.for([
  ['{"statusCode": 200}', 200],
  ['{"statusCode": "404"}', 404],
  ["{statusCode: 201}", 201],
  ["{'statusCode': 202, 'x': 1}", 202],
  ["", null],
  ["{}", null],
  ["[]", null],
  ['{"statusCode": "many"}', null],
  ['{"statusCode": 20.5}', null],
  ["statusCode: 200", null],
] as const)("mockStatus() of %s is %s", ([rendered, status]) => {
  expect(mockStatus(rendered)).toBe(status);
});
