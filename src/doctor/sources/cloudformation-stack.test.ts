import { expect, test } from "vitest";
import { isUnresolved, readable } from "../unresolved.ts";
import { CloudFormationStack } from "./cloudformation-stack.ts";
import { CloudFormationWorld } from "./cloudformation-world.ts";
import { parseTemplateFile } from "./template-file.ts";

const PLACE = { region: "us-east-1", account: "123456789012" };
const NOTHING = { beside: () => undefined, asset: () => undefined };

/** The value of output "X" of a template. */
function valueOf(
  template: string,
  options: { parameters?: Record<string, string>; region?: string } = {},
): unknown {
  const document = parseTemplateFile({ path: "t.yaml", text: template });
  const given = { region: options.region, account: undefined };
  const world = new CloudFormationWorld(given, PLACE, NOTHING);
  const stack = new CloudFormationStack(document, world, {
    prefix: "",
    name: "t",
    nesting: 0,
    parameter: (name) => options.parameters?.[name],
  });
  return stack.output("X");
}

/** The value of an expression where a few things are there to refer to. */
function evaluated(expression: string): unknown {
  return valueOf(`
Parameters:
  Given: { Type: String }
  Name: { Type: String, Default: shop }
  Only: { Type: String, AllowedValues: [one] }
  Ports: { Type: CommaDelimitedList, Default: "80, 443" }
  Secret: { Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b }
Mappings: { M: { a: { b: found } } }
Conditions:
  Yes: !Equals [!Ref Name, shop]
  No: !Not [!Condition Yes]
  Both: !And [!Condition Yes, !Condition No]
  Either: !Or [!Condition No, !Equals [a, a]]
  Unknown: !Equals [!Ref Given, a]
  FalseAnyway: !And [!Condition Unknown, !Condition No]
Resources:
  Group: { Type: "AWS::EC2::SecurityGroup", Properties: { VpcId: vpc-1 } }
  Bucket: { Type: "AWS::S3::Bucket" }
Outputs: { X: { Value: ${expression} } }`);
}

test.for<[string, unknown]>([
  ["!Ref Name", "shop"],
  ["!Ref Only", "one"],
  ["!Ref Ports", ["80", "443"]],
  ["!Ref Group", "Group"],
  ["!GetAtt Group.GroupId", "Group"],
  ["!GetAtt Group.VpcId", "vpc-1"],
  ["!Ref AWS::StackName", "t"],
  ["!Ref AWS::URLSuffix", "amazonaws.com"],
  ["!Sub 'https://${Name}.x/${Group.GroupId}'", "https://shop.x/Group"],
  ["!Sub ['${A}-${Name}', { A: !Ref Only }]", "one-shop"],
  ["!Sub 'a ${!Name}'", "a ${Name}"],
  ["!Join ['-', [a, !Ref Name]]", "a-shop"],
  ["!Join [',', !Ref Ports]", "80,443"],
  ["!Select [1, !Ref Ports]", "443"],
  ["!Select [1, !Split ['.', 'a.b.c']]", "b"],
  ["!FindInMap [M, a, b]", "found"],
  ["!FindInMap [M, a, c, { DefaultValue: other }]", "other"],
  ["{ 'Fn::Base64': !Ref Name }", "c2hvcA=="],
  ["!Cidr ['10.0.0.0/16', 2, 8]", ["10.0.0.0/24", "10.0.1.0/24"]],
  ["!If [Yes, a, b]", "a"],
  ["!If [No, a, b]", "b"],
  ["!If [Both, a, b]", "b"],
  ["!If [Either, a, b]", "a"],
  ["!If [FalseAnyway, a, b]", "b"],
  ["!If [Unknown, a, a]", "a"],
  ["[a, !If [No, b, !Ref AWS::NoValue]]", ["a"]],
  ["{ a: 1, b: !Ref AWS::NoValue }", { a: 1 }],
  ["{ 'Fn::Length': !Ref Ports }", 2],
  ["{ 'Fn::ToJsonString': { a: !Ref Name } }", '{"a":"shop"}'],
])("CloudFormationStack resolves %s", ([expression, value]) => {
  expect(evaluated(expression)).toEqual(value);
});

test.for<[string, string]>([
  ["!Ref Given", "Ref to parameter Given"],
  ["!Ref Secret", "Ref to parameter Secret in the Parameter Store"],
  ["!Ref Nowhere", "Ref to Nowhere, which is not in the template"],
  ["!Ref Bucket", "Ref to Bucket (AWS::S3::Bucket)"],
  ["!GetAtt Bucket.Arn", "GetAtt of Bucket.Arn"],
  ["!Ref AWS::Region", "AWS::Region, which was not given"],
  ["!Sub 'https://${Given}/x'", "Ref to parameter Given"],
  ["!ImportValue other", "import of other"],
  ["!If [Unknown, a, b]", "condition Unknown"],
  ["!If [Nowhere, a, b]", "condition Nowhere"],
  ["!FindInMap [M, x, y]", "mapping M has no x/y"],
  ["!Select [9, !Ref Ports]", "entry 9 of a shorter list"],
  ["!Cidr ['10.0.0.0/30', 2, 8]", "Fn::Cidr of 10.0.0.0/30"],
  ["'{{resolve:ssm:/a/b:1}}'", "ssm:/a/b:1"],
  ["'x{{resolve:secretsmanager:s}}'", "secretsmanager:s"],
  ["!Transform { Name: Mine }", "macro Mine"],
  ["!GetAZs ''", "the region's zones"],
])("CloudFormationStack leaves %s unresolved", ([expression, what]) => {
  const value = evaluated(expression);
  expect(value).toSatisfy((text) => typeof text === "string" && isUnresolved(text));
  expect(readable(value as string)).toContain(what);
});

test.for([
  ["outputs", "Outputs: { X: { Value: !GetAtt N.Outputs.X } }"],
  [
    "conditions",
    "Conditions: { A: !Condition B, B: !Not [!Condition A] }\nOutputs: { X: { Value: !If [A, 1, 2] } }",
  ],
  [
    "properties",
    "Resources: { L: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: !Ref L } } }\nOutputs: { X: { Value: !GetAtt L.LoadBalancerArn } }",
  ],
])("CloudFormationStack ends where %s refer to themselves", ([, template = ""]) => {
  expect(valueOf(template)).toBeDefined();
});

test("CloudFormationStack ends where a long chain of conditions is deeper than its limit", () => {
  const conditions = Array.from(
    { length: 5_000 },
    (_, index) => `  C${index}: !Condition C${index + 1}`,
  );
  const template = `Conditions:\n${conditions.join("\n")}\nOutputs: { X: { Value: !If [C0, a, b] } }`;
  expect(readable(valueOf(template) as string)).toContain("condition C0");
});

test("CloudFormationStack does not double its work with every reference", () => {
  const resources = Array.from({ length: 60 }, (_, index) => {
    const next = `\${V${index + 1}.CidrBlock}`;
    return `  V${index}: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: !Sub "${next}${next}" } }`;
  });
  const template = `Resources:\n${resources.join("\n")}\n  V60: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: aa } }\nOutputs: { X: { Value: !GetAtt V0.CidrBlock } }`;
  expect(String(valueOf(template)).length).toBeLessThan(300_000);
});

test("CloudFormationStack takes given parameters and the region", () => {
  const template = `
Parameters: { P: { Type: "List<String>" } }
Outputs: { X: { Value: !Join ["/", [!Ref AWS::Region, !Select [1, !Ref P], !Select [0, !GetAZs ""]]] } }`;
  expect(valueOf(template, { parameters: { P: "a,b" }, region: "eu-west-1" })).toBe(
    "eu-west-1/b/eu-west-1a",
  );
});
