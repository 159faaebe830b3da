import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { accessLogPlace, CANARY_SUFFIX, executionLogPlace } from "./stage-log-place.ts";

const STAGE = { apiId: "abc", stageName: "prod", account: "000000000000", region: "us-east-1" };

test("accessLogPlace() takes group, account and region from the ARN, with or without :*", () => {
  const arn = "arn:aws:logs:eu-west-1:111111111111:log-group:/shop/access";
  for (const given of [arn, `${arn}:*`]) {
    expect(accessLogPlace(STAGE, given)).toMatchObject({
      scope: { account: "111111111111", region: "eu-west-1" },
      place: { groupName: "/shop/access" },
    });
  }
  expect(accessLogPlace(STAGE, arn, CANARY_SUFFIX)?.place.groupName).toBe("/shop/access/Canary");
});

test("accessLogPlace() is null for anything that is no log group", () => {
  for (const arn of ["", "arn:aws:firehose:us-east-1:1:deliverystream/amazon-apigateway-x"]) {
    expect(accessLogPlace(STAGE, arn)).toBeNull();
  }
});

test("executionLogPlace() is the group of API and stage and one of AWS's streams, always the same", () => {
  const { scope, place } = executionLogPlace(STAGE);
  expect(scope).toEqual({ account: "000000000000", region: "us-east-1" });
  expect(place.groupName).toBe("API-Gateway-Execution-Logs_abc/prod");
  const streams = Array.from({ length: 256 }, (_, number) =>
    createHash("md5").update(String(number)).digest("hex"),
  );
  expect(streams).toContain(place.streamName);
  expect(executionLogPlace(STAGE)).toEqual({ scope, place });
  const canary = executionLogPlace(STAGE, CANARY_SUFFIX);
  expect(canary.place.groupName).toBe("API-Gateway-Execution-Logs_abc/prod/Canary");
});
