import { describe, expect, test } from "vitest";
import { escapeXml, isXmlText } from "./xml-text.ts";

describe("isXmlText()", () => {
  test.for(["", "a\tb\r\nc", "é日😀", "\uFFFD"])("takes %j", (text) => {
    expect(isXmlText(text)).toBe(true);
  });

  test.for(["\u0000", "a\u001Fb", "\uFFFE", "\uD800", "\uDC00x"])("refuses %j", (text) => {
    expect(isXmlText(text)).toBe(false);
  });
});

describe("escapeXml()", () => {
  test("escapes markup and carriage returns, and replaces what XML cannot hold", () => {
    expect(escapeXml(`<a b="c">&\r\n\u0001\uD800</a>`)).toBe(
      "&lt;a b=&quot;c&quot;&gt;&amp;&#xD;\n\uFFFD\uFFFD&lt;/a&gt;",
    );
  });
});
