import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTemplate } from "./mapping-template.ts";
import { failureOf, rendered, viewOf } from "./template-fixtures.ts";

describe("hostile templates", () => {
  it.for([
    "$input.class",
    "$input.constructor",
    "$input.__proto__",
    "$input.getClass().forName('java.lang.Runtime')",
    "$input.params().constructor",
    "$input.params().__proto__.x",
    "$input.path('$').constructor.constructor('return process')",
    "$input.path('$.l').constructor",
    "#set($s = 'a')$s.constructor $s.__proto__ $s['constructor'] $s.class",
    "#set($n = 1)$n.constructor $n.toFixed(2)",
    "$util.constructor $util.call('x') $util.member('x')",
    "$context.constructor $context.prototype $context.__proto__ $context.hasOwnProperty",
    "$stageVariables.constructor $stageVariables.__proto__ $stageVariables.toString",
    "#set($m = {})$m.constructor $m.get('constructor') $m.get('__proto__') $m['__proto__']",
    "#set($l = [])$l.constructor $l.push('x') $l.length $l.items $l.isJson",
    "#foreach($i in [1])$foreach.constructor $foreach.text()#end",
  ])("%s reaches nothing", (template) => {
    const text = rendered(template, { body: '{"l":[1]}' });
    expect(text.replaceAll(/\s/g, "")).toBe("");
  });

  it("keeps members that are named like JavaScript's own as data", () => {
    const body = '{"__proto__":{"x":1},"constructor":"c"}';
    expect(
      rendered("$input.json('$') $input.path('$').constructor $input.path('$.__proto__.x')", {
        body,
      }),
    ).toBe(`${body} c 1`);
    const template = "#set($m = {})#set($m['__proto__'] = 1)#set($m.constructor = 2)$m";
    expect(rendered(template)).toBe("{__proto__=1, constructor=2}");
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  it.for([
    [
      "loops in loops",
      "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end",
    ],
    [
      "a text that doubles",
      "#set($s = 'xxxxxxxxxx')#foreach($i in [1..100])#set($s = \"$s$s\")#end",
    ],
    ["a list that doubles", "#set($l = [1,2])#foreach($i in [1..100])#set($x = $l.addAll($l))#end"],
    ["a list in itself", "#set($l = [1])#set($x = $l.add($l))$l"],
    ["a map in itself", "#set($m = {})#set($m.m = $m)$m"],
    ["a number that squares", "#set($n = 10)#foreach($i in [1..100])#set($n = $n * $n)#end"],
    ["a macro that calls itself", "#macro(m)#m()#end#m()"],
    ["a definition that prints itself", "#define($d)$d$d#end$d"],
    [
      "a hard regular expression",
      "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')#foreach($i in [1..1000])#if($s.matches('(a|aa)+(a+)+b{1,900}'))x#end#end",
    ],
    [
      "everything below everything",
      `#set($j = $util.parseJson('${"[".repeat(100)}${"]".repeat(100)}'))#foreach($a in [1..1000])#foreach($b in [1..1000])$input.json('$..*')#end#end`,
    ],
  ] as const)("%s ends", ([_, template]) => {
    const started = performance.now();
    const text = failureOf(template, { body: `[${"[1],".repeat(1000)}[1]]` });
    expect(text).not.toContain("no failure");
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("stops a loop after 1000 rounds", () => {
    expect(
      rendered("#foreach($x in $input.path('$'))x#end", { body: `[${"1,".repeat(1500)}1]` }),
    ).toHaveLength(1000);
  });

  it("never throws and never hangs, whatever the template and body", () => {
    const piece = fc.constantFrom(
      "$",
      "#",
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      "'",
      '"',
      ".",
      "\\",
      " ",
      "\n",
      ",",
      "1",
      "..",
      "=",
      "==",
      "input",
      "util",
      "context",
      "foreach",
      "set",
      "if",
      "else",
      "end",
      "in",
      "json",
      "path",
      "params",
      "$x",
      "$input.json('$')",
      "#set($x = ",
      "#foreach($x in ",
      "#if(",
      "#end",
      "__proto__",
      "constructor",
      "toString()",
    );
    const template = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(template, fc.oneof(fc.json(), fc.string()), (source, body) => {
        const result = compileTemplate(source).render(viewOf({ body }));
        const text = typeof result === "string" ? result : result.message;
        expect(text).not.toMatch(/\[native code\]|\[object |function /);
      }),
      { numRuns: 3000, interruptAfterTimeLimit: 3000 },
    );
  });
});
