import { expect, test } from "vitest";
import { terraformText } from "./terraform-text.ts";

test.for([
  ["shop.example.com", '"shop.example.com"'],
  ['a"b', '"a\\"b"'],
  ["${file(1)} %{ if a }", '"$${file(1)} %%{ if a }"'],
] as const)("terraformText(%j) is %s", ([text, written]) => {
  expect(terraformText(text)).toBe(written);
});
