// The build takes the fonts out of the console's style sheet.
import { expect, test } from "vitest";
import { withFontFiles } from "./console-fonts.ts";

const FONT = Buffer.from("wOF2 one");

function face(font: Buffer): string {
  return `@font-face{font-family:F;src:url('data:font/woff2;base64,${font.toString("base64")}')}`;
}

test("withFontFiles() names each font by its content and refers to it", () => {
  const { css, fonts } = withFontFiles(face(FONT) + face(Buffer.from("wOF2 two")) + face(FONT));
  expect([...fonts.values()].map(String)).toEqual(["wOF2 one", "wOF2 two"]);
  const [one = "", two = ""] = [...fonts.keys()];
  const named = [...css.matchAll(/url\(\.\/([^)]+)\)/g)].map(([, name]) => name);
  expect(named).toEqual([one, two, one]);
  expect(css).not.toContain("data:");
});

test("withFontFiles() leaves other data as they are", () => {
  const css = "a{background:url(data:image/svg+xml;base64,PHN2Zy8+)}";
  expect(withFontFiles(css)).toEqual({ css, fonts: new Map() });
});
