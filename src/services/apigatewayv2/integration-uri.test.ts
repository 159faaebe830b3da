import { expect, test } from "vitest";
import { isCloudMapArn, isHttpUrl, isLambdaArn, isListenerArn } from "./integration-uri.ts";

test.for([
  "http://example.com",
  "HTTPS://example.com:8443/a/{proxy}?b=${stageVariables.b}",
  "http://${stageVariables.host}/a",
  "http://${stageVariables.host}.example.com:${stageVariables.port}/",
  "http://127.0.0.1:8080",
  "http://[::1]:8080/",
])("isHttpUrl() takes %s", (uri) => {
  expect(isHttpUrl(uri)).toBe(true);
});

test.for([
  "example.com",
  "ftp://example.com",
  "http://",
  "http:///a",
  "https://exam ple.com",
  "http://example.com/{a",
  "http://example.com:port/",
  "http://{host}/",
])("isHttpUrl() refuses %s", (uri) => {
  expect(isHttpUrl(uri)).toBe(false);
});

const BALANCERS = "arn:aws:elasticloadbalancing:us-east-1:123456789012";

test("isListenerArn() takes listeners of both load balancers and nothing else", () => {
  expect(isListenerArn(`${BALANCERS}:listener/app/a-b/50dc6c495c0c9188/f2f7dc8efc522ab2`)).toBe(
    true,
  );
  expect(isListenerArn(`${BALANCERS}:listener/net/n/50dc6c495c0c9188/f2f7dc8efc522ab2`)).toBe(true);
  expect(isListenerArn(`${BALANCERS}:listener/gwy/n/50dc6c495c0c9188/f2f7dc8efc522ab2`)).toBe(
    false,
  );
  expect(isListenerArn(`${BALANCERS}:listener/app/a/50dc6c495c0c9188`)).toBe(false);
  expect(isListenerArn(`${BALANCERS}:loadbalancer/app/a/50dc6c495c0c9188`)).toBe(false);
  expect(isListenerArn(`${BALANCERS}:listener-rule/app/a/50dc6c495c0c9188/f2f7/ab`)).toBe(false);
  expect(isListenerArn("listener/app/a/50dc6c495c0c9188/f2f7dc8efc522ab2")).toBe(false);
});

test("isCloudMapArn() takes services, with query parameters or without", () => {
  const arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-abc123";
  expect(isCloudMapArn(arn)).toBe(true);
  expect(isCloudMapArn(`${arn}?stage=prod&colour=blue`)).toBe(true);
  expect(isCloudMapArn("arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-abc")).toBe(
    false,
  );
});

test("isLambdaArn() takes function ARNs and the invocation form", () => {
  expect(isLambdaArn("arn:aws:lambda:us-east-1:123456789012:function:f:live")).toBe(true);
  expect(
    isLambdaArn(
      "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations",
    ),
  ).toBe(true);
  expect(isLambdaArn("https://example.com")).toBe(false);
});
