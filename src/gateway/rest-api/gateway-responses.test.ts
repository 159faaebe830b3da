import { describe, expect, it } from "vitest";
import { viewOf } from "../mapping/template-fixtures.ts";
import { REFUSALS } from "./failures.ts";
import { GatewayResponses } from "./gateway-responses.ts";

function body(template: string): string {
  const responses = new GatewayResponses({
    BAD_REQUEST_BODY: {
      statusCode: 422,
      responseParameters: { "gatewayresponse.header.X-Why": "context.error.responseType" },
      responseTemplates: { "application/json": template },
    },
  });
  const view = viewOf({
    context: { errorMessage: "No 'x'", errorResponseType: "BAD_REQUEST_BODY" },
    stageVariables: { v: "1" },
    headers: { H: ["h"] },
    query: { q: ["q"] },
    path: { id: "7" },
  });
  const answer = responses.answer(REFUSALS.badBody, view, "");
  expect(answer.status).toBe(422);
  expect(answer.fields).toEqual([["X-Why", "BAD_REQUEST_BODY"]]);
  return answer.body;
}

describe("GatewayResponses.answer()", () => {
  it.for([
    ['{"message":$context.error.messageString}', '{"message":"No \'x\'"}'],
    ['{"m":"${context.error.message}"}', '{"m":"No \'x\'"}'],
    ["{${stageVariables.v}}$stageVariables.v}", "{1}1}"],
    ["$stageVariables.constructor|$context.nothing|$input.body", "||$input.body"],
    ["$method.request.header.H $method.request.querystring.q $method.request.path.id.", "h q 7."],
  ] as const)("puts variables into %s", ([template, expected]) => {
    expect(body(template)).toBe(expected);
  });
});
