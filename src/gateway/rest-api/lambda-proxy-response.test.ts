// Shapes that AWS accepts and refuses.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
import { expect, test } from "vitest";
import { parseProxyOutput } from "./lambda-proxy-response.ts";

test.for<[string]>([
  ["{}"],
  ['"text"'],
  ["[]"],
  ["null"],
  ["not JSON"],
  ['{"statusCode":200,"extra":1}'],
  ['{"statusCode":"many"}'],
  ['{"statusCode":200,"multiValueHeaders":{"a":"b"}}'],
  ['{"statusCode":200,"body":{"a":1}}'],
])("parseProxyOutput() refuses %s", ([text]) => {
  expect(parseProxyOutput(text)).toBeNull();
});

test("parseProxyOutput() takes strings for numbers, prints booleans and puts several values first", () => {
  expect(
    parseProxyOutput(
      '{"statusCode":"201","headers":{"a":"solo","b":true},"multiValueHeaders":{"a":["multi"]},"body":"x"}',
    ),
  ).toEqual({
    status: 201,
    fields: [
      ["a", "multi"],
      ["a", "solo"],
      ["b", "true"],
    ],
    body: "x",
    isBase64Encoded: false,
  });
});

test("parseProxyOutput() does without status, headers and body", () => {
  expect(parseProxyOutput('{"headers":null,"isBase64Encoded":true}')).toEqual({
    status: 200,
    fields: [],
    body: "",
    isBase64Encoded: true,
  });
});
