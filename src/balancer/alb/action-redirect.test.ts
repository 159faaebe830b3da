import { describe, expect, it } from "vitest";
import { REDIRECT_URL_MAX, RedirectAction } from "./action-redirect.ts";

const PARTS = { protocol: "http", host: "example.com", port: 8080, path: "/a/b", query: "c=d" };
const KEPT = {
  type: "redirect",
  statusCode: 301,
  protocol: "#{protocol}",
  host: "#{host}",
  port: "#{port}",
  path: "/#{path}",
  query: "#{query}",
} as const;

const location = (changes: Partial<Record<keyof typeof KEPT, string>>, parts = PARTS) =>
  new RedirectAction({ ...KEPT, ...changes } as typeof KEPT).location(parts);

describe(RedirectAction, () => {
  it.for([
    [{ protocol: "HTTPS", port: "443" }, "https://example.com:443/a/b?c=d"],
    [{ host: "new.#{host}" }, "http://new.example.com:8080/a/b?c=d"],
    [{ path: "/v2/#{path}" }, "http://example.com:8080/v2/a/b?c=d"],
    [{ path: "/#{host}/#{path}" }, "http://example.com:8080/example.com/a/b?c=d"],
    [{ path: "/", query: "" }, "http://example.com:8080/"],
    [{ query: "#{query}&from=#{host}" }, "http://example.com:8080/a/b?c=d&from=example.com"],
    [{ path: "/#{unknown}" }, "http://example.com:8080/#{unknown}?c=d"],
  ] as const)("%j gives %s", ([changes, expected]) => {
    expect(location(changes)).toBe(expected);
  });

  it("writes no question mark when there is no query", () => {
    expect(location({ port: "1" }, { ...PARTS, query: "" })).toBe("http://example.com:1/a/b");
  });

  it("takes a request's own placeholders for what they are: text", () => {
    expect(location({ port: "1" }, { ...PARTS, path: "/#{host}", query: "$&" })).toBe(
      "http://example.com:1/#{host}?$&",
    );
  });

  it("leaves out what would end a line of the head, in latin1 too", () => {
    const host = "a\r\nX-Evil: 1";
    expect(location({ path: "/\u010d\u010a#{path}" }, { ...PARTS, host })).toBe(
      "http://aX-Evil: 1:8080/a/b?c=d",
    );
  });

  it("refuses a URL that comes out too long", () => {
    const path = `/${"x".repeat(REDIRECT_URL_MAX)}`;
    expect(location({}, { ...PARTS, path })).toBeNull();
  });
});
