import { expect, test } from "vitest";
import { awsCallOf } from "./aws-integration-uri.ts";

const REGION = "arn:aws:apigateway:eu-west-1";

test("awsCallOf() finds the function that is invoked, its alias included", () => {
  const functionArn = "arn:aws:lambda:eu-west-1:000000000000:function:f:live";
  const call = awsCallOf(`${REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`);
  expect(call).toMatchObject({ region: "eu-west-1", service: "lambda", functionArn });
});

test("awsCallOf() reads paths, subdomains and actions", () => {
  expect(awsCallOf(`${REGION}:s3:path/bucket/{key}`)).toMatchObject({
    service: "s3",
    path: "/bucket/{key}",
    functionArn: "",
    actionQuery: "",
  });
  expect(awsCallOf(`${REGION}:bucket.s3:path/{key}`)?.subdomain).toBe("bucket");
  expect(awsCallOf(`${REGION}:sqs:action/SendMessage&Version=1`)).toMatchObject({
    path: "/",
    actionQuery: "Action=SendMessage&Version=1",
  });
});

test.for<[string]>([["https://example.com/"], ["arn:aws:lambda:eu-west-1:0:function:f"], [""]])(
  "awsCallOf() takes %s for no call",
  ([uri]) => {
    expect(awsCallOf(uri)).toBeNull();
  },
);
