// The query protocols of ELBv2 and EC2 by hand-written requests; tests/fuzz has the real clients.
import type { TestHandlers } from "../../tests/fuzz/protocol-services.ts";
import {
  DuplicateListenerException,
  HealthUnavailableException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { describe, expect, test } from "vitest";
import { exchange, FORM } from "../../tests/fuzz/protocol-exchange.ts";
import { testDispatcher } from "../../tests/fuzz/protocol-link.ts";
import { serviceWith } from "../../tests/fuzz/protocol-services.ts";
import { PARAMETER_DEPTH_MAX } from "./decode-query.ts";
import { FrameworkError } from "./framework-error.ts";

const ELB = "Version=2015-12-01&Action=";
const EC2 = "Version=2016-11-15&Action=";

function elb(handlers: TestHandlers, form: string) {
  const dispatcher = testDispatcher([serviceWith("elbv2", handlers)]);
  return exchange(dispatcher, { headers: FORM, body: ELB + form });
}

function ec2(handlers: TestHandlers, form: string) {
  const dispatcher = testDispatcher([serviceWith("ec2", handlers)]);
  return exchange(dispatcher, { headers: FORM, body: EC2 + form });
}

async function elbInput(operation: string, form: string): Promise<unknown> {
  let received: unknown;
  const handler = (input: never): object => {
    received = input;
    return {};
  };
  const response = await elb({ [operation]: handler }, `${operation}&${form}`);
  return received ?? response;
}

describe("awsQuery input", () => {
  test("reads nested lists in the order of their numbers, and drops what the model does not have", async () => {
    const form = [
      "LoadBalancerArn=arn%3Ax",
      "Unknown.member.1=x",
      "DefaultActions.member.10.Type=fixed-response",
      "DefaultActions.member.2.Type=forward",
      "DefaultActions.member.2.ForwardConfig.TargetGroups.member.1.TargetGroupArn=t+1",
      "DefaultActions.member.2.ForwardConfig.TargetGroups.member.1.Weight=7",
      "DefaultActions.member.2.ForwardConfig.TargetGroups.member.1.Nothing=7",
      "Port=80",
      "Certificates=",
    ].join("&");
    expect(await elbInput("CreateListener", form)).toEqual({
      LoadBalancerArn: "arn:x",
      Port: 80,
      Certificates: [],
      DefaultActions: [
        {
          Type: "forward",
          ForwardConfig: { TargetGroups: [{ TargetGroupArn: "t 1", Weight: 7 }] },
        },
        { Type: "fixed-response" },
      ],
    });
  });

  test("reads booleans whatever their case", async () => {
    const form = "Name=t&HealthCheckEnabled=True";
    expect(await elbInput("CreateTargetGroup", form)).toEqual({
      Name: "t",
      HealthCheckEnabled: true,
    });
  });

  test.for([
    ["a number that is none", "Name=t&Port=eighty", 'For input string: "eighty"'],
    ["an empty number", "Name=t&Port=", 'For input string: ""'],
    [
      "a boolean that is none",
      "Name=t&HealthCheckEnabled=yes",
      "'yes' can not be converted to a Boolean",
    ],
    ["a structure for a string", "Name.x=t", "Start of structure or map found where not expected."],
    [
      "a string for a structure",
      "Name=t&Matcher=200",
      "Unexpected simple value found where a structure is expected.",
    ],
    ["a string for a list", "Name=t&Tags=a", "Expected list or null"],
    ["a list index that is none", "Name=t&Tags.member.x.Key=a", "Key 'x' is not a list index"],
    [
      "a character that XML cannot hold",
      "Name=a%01b",
      "Invalid characters found in a parameter value",
    ],
    [
      "a name of too many parts",
      `Name=t&${"a.".repeat(PARAMETER_DEPTH_MAX)}a=1`,
      "A parameter name has more than 32 parts",
    ],
  ])("refuses %s", async ([, form = "", message = ""]) => {
    const response = await elb({ CreateTargetGroup: () => ({}) }, `CreateTargetGroup&${form}`);
    expect(response.status).toBe(400);
    const escaped = message.replaceAll('"', "&quot;");
    expect(response.body).toContain(`<Code>MalformedInput</Code><Message>${escaped}</Message>`);
  });

  test("says which required members are missing", async () => {
    const response = await elb(
      { CreateListener: () => ({}) },
      "CreateListener&DefaultActions.member.1.Order=1",
    );
    expect(response.body).toContain(
      "<Code>ValidationError</Code><Message>2 validation errors detected: " +
        "Value null at 'loadBalancerArn' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'defaultActions.1.member.type' failed to satisfy constraint: Member must not be null</Message>",
    );
  });

  test("may come in the query string of a GET", async () => {
    const dispatcher = testDispatcher([serviceWith("elbv2", { DescribeSSLPolicies: () => ({}) })]);
    const query = `${ELB}DescribeSSLPolicies`;
    const response = await exchange(dispatcher, { method: "GET", query });
    expect(response.status).toBe(200);
  });

  test("with bad percent-encoding is a malformed query string", async () => {
    const response = await elb({}, "CreateListener&Name=%zz");
    expect(response.status).toBe(400);
    expect(response.body).toContain("<Code>MalformedQueryString</Code>");
  });
});

describe("awsQuery answers", () => {
  test("wrap the output in Response and Result, in the service's namespace", async () => {
    const output = {
      Listeners: [{ Port: 80, ListenerArn: "<a>&", DefaultActions: [] }],
      NextMarker: undefined,
    };
    const response = await elb({ DescribeListeners: () => output }, "DescribeListeners");
    expect(response.headers["content-type"]).toBe("text/xml");
    expect(response.body).toBe(
      '<DescribeListenersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">' +
        "<DescribeListenersResult><Listeners><member><ListenerArn>&lt;a&gt;&amp;</ListenerArn><Port>80</Port>" +
        "<DefaultActions/></member></Listeners></DescribeListenersResult>" +
        "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></DescribeListenersResponse>",
    );
  });

  test("have an empty Result where there is nothing to say", async () => {
    const response = await elb({ DeleteListener: () => ({}) }, "DeleteListener&ListenerArn=a");
    expect(response.body).toContain("<DeleteListenerResult/>");
  });

  test("write timestamps with milliseconds", async () => {
    const output = {
      LoadBalancers: [{ CreatedTime: new Date(Date.UTC(2015, 9, 9, 17, 5, 40, 880)) }],
    };
    const response = await elb({ DescribeLoadBalancers: () => output }, "DescribeLoadBalancers");
    expect(response.body).toContain("<CreatedTime>2015-10-09T17:05:40.880Z</CreatedTime>");
  });

  test("stay well formed whatever is in a string", async () => {
    const output = { TagDescriptions: [{ ResourceArn: "a\u0000b\rc" }] };
    const response = await elb(
      { DescribeTags: () => output },
      "DescribeTags&ResourceArns.member.1=x",
    );
    expect(response.body).toContain("<ResourceArn>a\uFFFDb&#xD;c</ResourceArn>");
  });
});

describe("awsQuery errors", () => {
  const failing = (error: Error) => ({
    DescribeListeners: (): never => {
      throw error;
    },
  });

  test("give a modelled exception's query code", async () => {
    const error = new DuplicateListenerException({ $metadata: {}, message: "A <listener>" });
    const response = await elb(failing(error), "DescribeListeners");
    expect(response).toMatchObject({
      status: 400,
      body:
        '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type>' +
        "<Code>DuplicateListener</Code><Message>A &lt;listener&gt;</Message></Error><RequestId>ID</RequestId></ErrorResponse>",
    });
  });

  test("blame the receiver from 500 on", async () => {
    const error = new HealthUnavailableException({ $metadata: {}, message: "No" });
    const response = await elb(failing(error), "DescribeListeners");
    expect(response.status).toBe(500);
    expect(response.body).toContain("<Type>Receiver</Type><Code>HealthUnavailable</Code>");
  });

  test.for([
    ["ValidationException", "ValidationError"],
    ["ThrottlingException", "Throttling"],
    ["AccessDeniedException", "AccessDenied"],
    ["OtherCode", "OtherCode"],
  ])("call %s %s", async ([code = "", queryCode]) => {
    const response = await elb(failing(new FrameworkError(code, 400, "No")), "DescribeListeners");
    expect(response.body).toContain(`<Code>${queryCode}</Code>`);
  });

  test("say what is not there yet, what never was and what is missing", async () => {
    const dispatcher = testDispatcher([serviceWith("elbv2", {})]);
    const send = (body: string) => exchange(dispatcher, { headers: FORM, body });
    const later = await send(`${ELB}CreateTrustStore`);
    expect(later.status).toBe(501);
    expect(later.body).toContain(
      "<Code>NotImplemented</Code><Message>Postern does not have elbv2 CreateTrustStore yet</Message>",
    );
    const unknown = await send(`${ELB}MakeCoffee`);
    expect(unknown.status).toBe(400);
    expect(unknown.body).toContain(
      "<Code>InvalidAction</Code><Message>The action MakeCoffee is not valid for this web service.</Message>",
    );
    expect((await send("Version=2015-12-01")).body).toContain("<Code>MissingAction</Code>");
    expect((await send("Action=DescribeTags")).body).toContain("<Code>MissingParameter</Code>");
    const other = await send("Action=ListUsers&Version=2010-05-08");
    expect(other.status).toBe(501);
    expect(other.body).toContain("version 2010-05-08 ListUsers yet");
  });
});

describe("ec2Query", () => {
  test("reads lists without `member` and names with a capital", async () => {
    let received: unknown;
    const handler = (input: never): object => {
      received = input;
      return { Vpcs: [{ VpcId: "vpc-1", IsDefault: true, Tags: [{ Key: "k", Value: "" }] }] };
    };
    const form =
      "DescribeVpcs&VpcId.2=b&VpcId.1=a&Filter.1.Name=n&Filter.1.Value.1=v&DryRun=false&MaxResults=5";
    const response = await ec2({ DescribeVpcs: handler }, form);
    expect(received).toEqual({
      VpcIds: ["a", "b"],
      Filters: [{ Name: "n", Values: ["v"] }],
      DryRun: false,
      MaxResults: 5,
    });
    expect(response.headers["content-type"]).toBe("text/xml;charset=UTF-8");
    expect(response.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>ID</requestId>' +
        "<vpcSet><item><isDefault>true</isDefault><tagSet><item><key>k</key><value/></item></tagSet>" +
        "<vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>",
    );
  });

  test("answers an operation without an output with return", async () => {
    const response = await ec2({ DeleteVpc: () => ({}) }, "DeleteVpc&VpcId=vpc-1");
    expect(response.body).toContain("<requestId>ID</requestId><return>true</return>");
  });

  test("puts errors into Response and Errors", async () => {
    const handler = (): never => {
      throw new FrameworkError("InvalidVpcID.NotFound", 400, "The vpc ID 'vpc-1' does not exist");
    };
    const response = await ec2({ DeleteVpc: handler }, "DeleteVpc&VpcId=vpc-1");
    expect(response).toMatchObject({
      status: 400,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code>' +
        "<Message>The vpc ID 'vpc-1' does not exist</Message></Error></Errors><RequestID>ID</RequestID></Response>",
    });
  });

  test("names the parameter that is missing", async () => {
    const response = await ec2({ DeleteVpc: () => ({}) }, "DeleteVpc");
    expect(response.body).toContain(
      "<Code>MissingParameter</Code><Message>The request must contain the parameter VpcId</Message>",
    );
  });
});
