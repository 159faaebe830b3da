// docs/LIFE-OF-A-REQUEST.md tells the stages in their order; this compares it with the lists in the code.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REQUEST_CHAIN } from "../../src/balancer/alb/request-chain.ts";
import { REQUEST_STAGES, RESPONSE_STAGES } from "../../src/gateway/http-api/request-chain.ts";
import * as restApi from "../../src/gateway/rest-api/request-chain.ts";

const PAGE = readFileSync(new URL("../../docs/LIFE-OF-A-REQUEST.md", import.meta.url), "utf8");

/** The names in the first column of the table under the mark. */
function documentedStages(mark: string): string[] {
  const start = PAGE.indexOf(`<!-- stages: ${mark} -->`);
  const table = PAGE.slice(start).split("\n\n")[1] ?? "";
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? "");
}

test("the page tells the stages of a request to an HTTP API in their order", () => {
  expect(documentedStages("http-api request")).toEqual(REQUEST_STAGES.map((stage) => stage.name));
});

test("the page tells the stages of an HTTP API's answer in their order", () => {
  expect(documentedStages("http-api response")).toEqual(RESPONSE_STAGES.map((stage) => stage.name));
});

test("the page tells the stages of a request to a REST API and of its answer in their order", () => {
  const names = (stages: readonly { name: string }[]) => stages.map(({ name }) => name);
  expect(documentedStages("rest-api request")).toEqual(names(restApi.REQUEST_STAGES));
  expect(documentedStages("rest-api response")).toEqual(names(restApi.RESPONSE_STAGES));
});

test("the page tells the stages of a request to an ALB in their order", () => {
  expect(documentedStages("alb request")).toEqual(REQUEST_CHAIN.map((stage) => stage.name));
});
