import { expect, test } from "vitest";
import { unresolved } from "./unresolved.ts";
import { parseWayUrl } from "./way-url.ts";

test.for([
  ["https://shop.example.com/pets/{id}", "https", "shop.example.com", 443, "/pets/{id}"],
  ["HTTP://10.0.0.1", "http", "10.0.0.1", 80, "/"],
  ["http://shop.example.com:8080/a?b=c", "http", "shop.example.com", 8080, "/a"],
  ["https://[::1]:8443/", "https", "[::1]", 8443, "/"],
] as const)(
  "parseWayUrl(%s) is read as the gateway reads it",
  ([uri, scheme, host, port, path]) => {
    expect(parseWayUrl(uri)).toEqual({ scheme, host, port, path });
  },
);

test.for([
  "shop.example.com/pets",
  "arn:aws:lambda:us-east-1:123456789012:function:f",
  `https://${unresolved("Ref Host")}/pets`,
  `https://api.${unresolved("Ref Domain")}`,
  `https://shop.example.com:${unresolved("Ref Port")}/pets`,
  `${unresolved("Ref Url")}/pets`,
  "https://${stageVariables.host}/pets",
])("parseWayUrl(%j) is no URL whose scheme, host and port are known", (uri) => {
  expect(parseWayUrl(uri)).toBeNull();
});

test("parseWayUrl() knows a URL of which only the path is not known", () => {
  const uri = `https://shop.example.com/${unresolved("Ref Path")}`;
  expect(parseWayUrl(uri)?.host).toBe("shop.example.com");
});
