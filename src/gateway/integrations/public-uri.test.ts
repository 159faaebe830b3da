import { expect, test } from "vitest";
import { fillParameters, fillStageVariables, parsePublicUri } from "./public-uri.ts";

test("parsePublicUri() reads scheme, host, port, path and query", () => {
  expect(parsePublicUri("https://api.example.com:8443/v1/{id}/photo?size={size}")).toEqual({
    tls: true,
    host: "api.example.com",
    port: 8443,
    hostField: "api.example.com:8443",
    path: ["/v1/", "id", "/photo"],
    query: ["size=", "size", ""],
  });
});

test("parsePublicUri() gives the scheme's port and a path where there is none", () => {
  expect(parsePublicUri("HTTP://example.com")).toMatchObject({
    tls: false,
    port: 80,
    hostField: "example.com",
    path: ["/"],
    query: [""],
  });
  expect(parsePublicUri("https://[::1]:443/x")).toMatchObject({ host: "::1", hostField: "[::1]" });
});

test.for([
  "",
  "example.com",
  "ftp://x/",
  "http://x/a\r\nX-Evil: 1",
  "http://x\u010d\u010a/",
  "http://",
  "http://u@x/",
  "http://x:99999/",
  "http://{a}/",
])("parsePublicUri() refuses %j", (text) => {
  expect(parsePublicUri(text)).toBeNull();
});

test("fillStageVariables() fills host and path, and leaves nothing for a variable not set", () => {
  expect(fillStageVariables("https://${stageVariables.h}/${stageVariables.p}", { h: "x.y" })).toBe(
    "https://x.y/",
  );
});

test("fillParameters() puts values in their places, {proxy+} as {proxy}", () => {
  const uri = parsePublicUri("http://x/a/{proxy+}/b/{gone}");
  const parameters = { pathParameter: (name: string) => (name === "proxy" ? "1/2" : undefined) };
  expect(fillParameters(uri?.path ?? [], parameters)).toBe("/a/1/2/b/");
});
