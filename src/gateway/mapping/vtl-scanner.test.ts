import { describe, expect, it } from "vitest";
import { failureOf, rendered } from "./template-fixtures.ts";

// Templates as they stand in guides and answers to questions, with what they are there for.
describe("templates that users have", () => {
  it("turns form data into JSON", () => {
    const template = `## convert HTML POST data to JSON
#if ($context.httpMethod == "POST")
 #set($rawAPIData = $input.path('$'))
#elseif ($context.httpMethod == "GET")
 #set($rawAPIData = $input.params().querystring)
 #set($rawAPIData = $rawAPIData.toString())
 #set($rawAPIDataLength = $rawAPIData.length() - 1)
 #set($rawAPIData = $rawAPIData.substring(1, $rawAPIDataLength))
 #set($rawAPIData = $rawAPIData.replace(", ", "&"))
#else
 #set($rawAPIData = "")
#end
#set($countAmpersands = $rawAPIData.length() - $rawAPIData.replace("&", "").length())
#set($tokenisedEquals = [])
#foreach( $kvPair in $rawAPIData.split("&") )
 #set($countEquals = $kvPair.length() - $kvPair.replace("=", "").length())
 #if ($countEquals == 1)
  #set($kvTokenised = $kvPair.split("="))
  #if ($kvTokenised[0].length() > 0)
   #set($devNull = $tokenisedEquals.add($kvPair))
  #end
 #end
#end
{
#foreach( $kvPair in $tokenisedEquals )
  #set($kvTokenised = $kvPair.split("="))
 "$util.urlDecode($kvTokenised[0])" : #if($kvTokenised.size() > 1 && $kvTokenised[1].length() > 0)"$util.urlDecode($kvTokenised[1])"#{else}""#end#if( $foreach.hasNext ),#end
#end
}`;
    const post = { context: { method: "POST" }, body: "name=J%C3%BCrgen+B&empty=&noise&=x&a=1" };
    expect(JSON.parse(rendered(template, post))).toEqual({ name: "Jürgen B", empty: "", a: "1" });
    const get = { query: { b: ["2"], a: ["1"] } };
    expect(rendered(template, get).replaceAll(/\s/g, "")).toBe('{"b":"2","a":"1"}');
  });

  it("renames members of a list, as the guide's photos do", () => {
    const template = `#set($inputRoot = $input.path('$'))
{
  "photos": [
#foreach($elem in $inputRoot.photos.photo)
    {
      "id": "$elem.id",
      "title": "$elem.title",
      "isPublic": $elem.ispublic
    }#if($foreach.hasNext),#end

#end
  ]
}`;
    const body = JSON.stringify({
      photos: {
        photo: [
          { id: "1", title: "Sample", ispublic: true },
          { id: "2", ispublic: 0 },
        ],
      },
    });
    expect(JSON.parse(rendered(template, { body }))).toEqual({
      photos: [
        { id: "1", title: "Sample", isPublic: true },
        { id: "2", title: "", isPublic: 0 },
      ],
    });
  });

  it("asks for a record and answers with it", () => {
    const item = `{"TableName": "pets", "Key": {"id": {"S": "$input.params('id')"}}}`;
    expect(rendered(item, { path: { id: "7" } })).toContain('{"S": "7"}');
    const answer = `#set($inputRoot = $input.path('$'))
[#foreach($elem in $inputRoot.Items){"id": "$elem.id.S", "age": $elem.age.N}#if($foreach.hasNext),#end#end]`;
    const body = '{"Items":[{"id":{"S":"a"},"age":{"N":"3"}},{"id":{"S":"b"},"age":{"N":"4"}}]}';
    expect(JSON.parse(rendered(answer, { body }))).toEqual([
      { id: "a", age: 3 },
      { id: "b", age: 4 },
    ]);
  });

  it("chooses a mock's status by a parameter", () => {
    const template = `#if( $input.params('scope') == "internal" )
{ "statusCode": 200 }
#else
{ "statusCode": 500 }
#end`;
    expect(JSON.parse(rendered(template, { query: { scope: ["internal"] } }))).toEqual({
      statusCode: 200,
    });
    expect(JSON.parse(rendered(template))).toEqual({ statusCode: 500 });
  });

  it("maps an error that a function has thrown as JSON", () => {
    const template = `#set ($errorMessageObj = $util.parseJson($input.path('$.errorMessage')))
{"code": $errorMessageObj.code, "message": "$errorMessageObj.message"}`;
    const body = JSON.stringify({ errorMessage: '{"code":404,"message":"No such pet"}' });
    expect(JSON.parse(rendered(template, { body }))).toEqual({ code: 404, message: "No such pet" });
  });

  it("sends a message with the body in a query", () => {
    const template = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)";
    expect(rendered(template, { body: '{"a": "b&c"}' })).toBe(
      "Action=SendMessage&MessageBody=%7B%22a%22%3A+%22b%26c%22%7D",
    );
  });
});

describe("fragments", () => {
  it.for([
    ["a \\$b \\\\ \\x", "a \\$b \\\\ \\x"],
    ["$", "$"],
    ["$$ $5 $- ${ ${a ${a|b}", "$$ $5 $- ${ ${a ${a|b}"],
    ["# #a #1 #(x) #{nothing} #if", null],
    ["#nothing($util.urlEncode('a b'))", "#nothing(a+b)"],
    ["$util.urlEncode(' ').x|", "|"],
    ["$util.urlEncode(' ')..", "+.."],
    ["$util.urlEncode('(').a]", "]"],
    ['$util.urlEncode("a)")', "a%29"],
    ["${util.urlEncode('}')}x", "%7Dx"],
    ["$nothing.a(", "$nothing.a("],
    ["$nothing[", "$nothing["],
    ["#set($a={'k}':'v'})$a['k}']", "v"],
    ["#set ( $a = 'x' )$a", "x"],
    ["#set($a\r\n=\r\n'x')\r\n$a", "x"],
    ["##x\r\ny", "y"],
    ["#* never closed $a", ""],
    ["#[[ never closed $a", " never closed $a"],
  ] as const)("%j", ([template, expected]) => {
    const result = expected === null ? failureOf(template) : rendered(template);
    expect(result).toBe(expected ?? "#if lacks its parentheses");
  });
});
