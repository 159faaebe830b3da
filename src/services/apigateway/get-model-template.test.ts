import { expect, test } from "vitest";
import { exampleTemplate } from "./example-template.ts";

test("exampleTemplate() has a value for each type", () => {
  const schema = {
    type: "object",
    properties: {
      text: { type: "string" },
      count: { type: "integer" },
      price: { type: "number" },
      isOpen: { type: "boolean" },
      inner: { $ref: "#/definitions/Inner" },
      tags: { type: "array", items: { type: "string" } },
    },
    definitions: { Inner: { properties: { none: { type: "null" } } } },
  };
  expect(exampleTemplate(schema)).toBe(
    `#set($inputRoot = $input.path('$'))
{
  "text" : "foo",
  "count" : 42,
  "price" : 42.0,
  "isOpen" : true,
  "inner" : {
    "none" : null
  },
  "tags" : [
##TODO: Update this foreach loop to reference array from input json
#foreach($elem in $inputRoot)
    "foo"#if($foreach.hasNext),#end

#end
  ]
}`,
  );
});

test("exampleTemplate() comes to an end where a schema contains itself", () => {
  const schema = {
    properties: { next: { $ref: "#/definitions/Self" } },
    definitions: { Self: { properties: { next: { $ref: "#/definitions/Self" } } } },
  };
  expect(exampleTemplate(schema)).toContain('"next" : null');
});
