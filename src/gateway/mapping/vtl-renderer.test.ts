import { describe, expect, it } from "vitest";
import { render as libraryRender } from "velocityjs";
import { rendered } from "./template-fixtures.ts";

describe("Java's ways", () => {
  it.for([
    ["#set($m = {'b':1,'a':[1,'x'],'10':null})$m", "{b=1, a=[1, x], 10=null}"],
    ["#set($l = ['a', 1.0, true, null])$l", "[a, 1.0, true, null]"],
    ["#set($x = 7 / 2)$x", "3"],
    ["#set($x = -7 / 2)$x", "-3"],
    ["#set($x = 7 % 2)$x", "1"],
    ["#set($x = 7 / 2.0)$x", "3.5"],
    ["#set($x = 1 / 0)[$x]", "[]"],
    ["#set($x = 9007199254740993 + 1)$x", "9007199254740994"],
    ["#set($x = 10000000.0)$x", "1.0E7"],
    ["#set($x = 0.0001)$x", "1.0E-4"],
    ["#set($x = 'a' + 1)$x", "a1"],
    ["#set($x = 1 - 2 - 3)$x", "-4"],
    ["#set($x = 1 + 2 * 3)$x", "7"],
    ["#if('')yes#end", "yes"],
    ["#if(0)yes#end", "yes"],
    ["#if($nothing)yes#{else}no#end", "no"],
    ["#if('1' == 1)yes#end", "yes"],
    ["#if(1 == 1.0)yes#end", "yes"],
    ["#if(true || false && false)yes#{else}no#end", "yes"],
    ["#if(false && true || true)yes#{else}no#end", "yes"],
    ["#if(!(true && false))yes#end", "yes"],
    ["#if('b' > 'a')yes#{else}no#end", "no"],
    ["#if(2 ge 1 and 1 ne 2)yes#end", "yes"],
    ["#set($x = 'a')#set($x = $nothing)$x", "a"],
    ["#set($x = $input.path('$.missing'))[$x]", "[]"],
    ["$nothing ${nothing} $!nothing $nothing.a.b('x')|", "$nothing ${nothing}  $nothing.a.b('x')|"],
    ["#set($a = 1)\\$a \\\\$a \\$b", "$a \\1 \\$b"],
    ["\\#set($a = 1)", "#set($a = 1)"],
    ["'$100' #hash # $", "'$100' #hash # $"],
    ["#set($x = 'don''t')$x", "don't"],
    ['#set($x = "say ""$y""")$x', 'say "$y"'],
    ['#set($y = 1)#set($x = "a${y}b$y.z")$x', "a1b"],
    ["a\n  #set($x = 1)  \nb", "a\nb"],
    ["#if(true)\n  x\n#end\ny", "  x\ny"],
    ["x ## comment\ny #* in\nside *# z", "x y  z"],
    ["#[[ $raw #set( ]]#", " $raw #set( "],
    [
      "#foreach($i in [1..3])$i$foreach.count$foreach.index#if($foreach.hasNext),#end#end",
      "110,221,332",
    ],
    ["#foreach($i in [3..1])$i#end", "321"],
    ["#set($m = {'a':1,'b':2})#foreach($v in $m)$v#end", "12"],
    ["#set($m={'a':1,'b':2})#foreach($e in $m.entrySet())$e.key=$e.value;#end", "a=1;b=2;"],
    ["#set($m={'a':1})#foreach($k in $m.keySet())$k#end $m.keySet()", "a [a]"],
    ["#foreach($i in [1..5])#if($i == 3)#break#end$i#end!", "12!"],
    ["a#stop b", "a"],
    [
      "#foreach($i in [1..2])#foreach($j in [1..2])$foreach.parent.index$foreach.index #end#end$!foreach",
      "00 01 10 11 ",
    ],
    ["#macro(m $a $b)[$a:$b]#end#m('x' 'y')#m(1, 2)", "[x:y][1:2]"],
    ["#define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d", "<1><2>"],
    [
      "#set($m = {})#set($d = $m.put('k', 'v'))$m $m.k $m.containsKey('k') $m.size()",
      "{k=v} v true 1",
    ],
    [
      "#set($l = [])#set($d = $l.add('k'))#set($d = $l.add('j'))$l $l.get(1) $l.contains('k')$l.isEmpty()",
      "[k, j] j truefalse",
    ],
    ["#set($m = {})#set($m.a = 1)#set($m['b'] = 2)$m", "{a=1, b=2}"],
    [
      "#set($s = 'Hello')$s.length() $s.substring(1,3) $s.toUpperCase() $s.indexOf('l') $s.contains('ell') $s.charAt(0)",
      "5 el HELLO 2 true H",
    ],
    [
      "#set($s = 'a1b22')$s.replaceAll('[0-9]+', '<$0>') $s.replaceFirst('(\\d)', '-$1-') $s.matches('\\w+') $s.split('\\d+')",
      "a<1>b<22> a-1-b22 true [a, b]",
    ],
    ["#set($s = 'a,b,,')$s.split(',').size() $s.split(',', 2)", "2 [a, b,,]"],
    ["#set($s = 'x')#if($s.equals('x') && $s != 'y')yes#end", "yes"],
    ["#set($s='  a ')[$s.trim()]", "[a]"],
    ["#set($l=[])$l.empty #set($s='x')$s.empty", "truefalse"],
  ] as const)("%s", ([template, expected]) => {
    expect(rendered(template)).toBe(expected);
  });

  it("gives what AWS's generated pass-through template gives", () => {
    const template = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"context" : { "stage" : "$context.stage", "user" : "$context.identity.user" }
}`;
    const input = {
      body: '{"a":1}',
      path: { id: "1" },
      query: { q: ["x", "y"] },
      headers: { H: ["'h'"] },
    };
    expect(JSON.parse(rendered(template, input).replaceAll("\\'", "'"))).toEqual({
      "body-json": { a: 1 },
      params: { path: { id: "1" }, querystring: { q: "y" }, header: { H: "'h'" } },
      context: { stage: "prod", user: "" },
    });
  });
});

describe("differences from the library that parses the fragments", () => {
  it.for([
    ["#set($x = 7 / 2)$x", "3.5", "3"],
    ["#if('')yes#{else}no#end", "no", "yes"],
    ["#if(0)yes#{else}no#end", "no", "yes"],
    ["#if(true || false && false)yes#{else}no#end", "no", "yes"],
    ["#set($x = 'a')#set($x = null)[$x]", "[null]", "[a]"],
    ["#set($m = {'b':1,'1':2})$m", "{1=2, b=1}", "{b=1, 1=2}"],
    ["a #set($x = 1) b", "a  b", "a b"],
    ["\\$x", "$x", "\\$x"],
    ["#set($x = 1.0)$x", "1", "1.0"],
    ["#if('1' > 0)yes#{else}no#end", "yes", "no"],
  ] as const)("%s is %j there and %j here", ([template, there, here]) => {
    expect(libraryRender(template)).toBe(there);
    expect(rendered(template)).toBe(here);
  });

  it("strings have the methods of JavaScript there and none but Java's here", () => {
    const template = "#set($s = 'a')$s.big()";
    expect(libraryRender(template)).toBe("<big>a</big>");
    expect(rendered(template)).toBe("");
  });
});
