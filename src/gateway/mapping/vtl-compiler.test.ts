import { describe, expect, it } from "vitest";
import { failureOf, viewOf } from "./template-fixtures.ts";
import { compileTemplate } from "./mapping-template.ts";
import { compileVtl } from "./vtl-compiler.ts";

describe(compileVtl, () => {
  it.for([
    ["one directive after the other", "#set($a=1)".repeat(30_000)],
    ["one reference after the other", "x $a\n".repeat(60_000)],
    ["brackets", `#set($a = ${"[".repeat(100_000)})`],
    ["blocks", "#if(1)".repeat(40_000)],
    ["calls", "$a(".repeat(100_000)],
    ["quotes", `$a("`.repeat(70_000)],
    ["parameters", `#set($a = $b.c(${"1,".repeat(1000)}1))`.repeat(140)],
  ] as const)("%s of the permitted size are read or refused in time", ([_, template]) => {
    const started = performance.now();
    const result = compileTemplate(template).render(viewOf());
    expect(typeof result === "string" || result.message.length > 0).toBe(true);
    expect(performance.now() - started).toBeLessThan(6000);
  });

  it("refuses a template that is too long", () => {
    expect(failureOf(`$a${"x".repeat(300 * 1024)}`)).toContain("longer than");
  });

  it.for([
    ["#if(true)", "#end"],
    ["#end", "without a block"],
    ["#set(", "not closed"],
    ["#set()", "Cannot read"],
    ["#set($x = 1.0E3)$x", "Cannot read"],
    ["#foreach($e in {'a':1}.entrySet())x#end", "Cannot read"],
    ["#set($a = )", "Cannot read"],
    ["#foreach($x of $y)#end", "Cannot read"],
    ["#parse('x')", "not supported"],
    ["#evaluate('x')", "not supported"],
    ['#set($a = "#if(")', "not closed"],
  ] as const)("%s cannot be read and says why", ([template, why]) => {
    expect(failureOf(template)).toContain(why);
  });
});
