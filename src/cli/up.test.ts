import { expect, test } from "vitest";
import type { PosternOptions } from "../main.ts";
import { upCommand } from "./up.ts";

async function optionsOf(...flags: string[]): Promise<PosternOptions | undefined> {
  let given: PosternOptions | undefined;
  const command = upCommand(async (options) => void (given = options));
  command.exitOverride().configureOutput({ writeErr: () => {} });
  await command.parseAsync(flags, { from: "user" });
  return given;
}

test("up takes the endpoints that stand for Lambda and for AWS, and has none by default", async () => {
  expect(await optionsOf("--ephemeral")).toMatchObject({ lambdaEndpoint: null, awsEndpoint: null });
  expect(
    await optionsOf(
      "--lambda-endpoint",
      "http://127.0.0.1:9000/2015-03-31/functions/function/invocations",
      "--aws-endpoint",
      "https://aws.test:4566",
    ),
  ).toMatchObject({
    lambdaEndpoint: "http://127.0.0.1:9000/2015-03-31/functions/function/invocations",
    awsEndpoint: "https://aws.test:4566",
  });
});

test.for([["localhost:9000"], ["ftp://a"], ["http://a?b"]])(
  "up refuses %s for an endpoint",
  async ([url]) => {
    await expect(optionsOf("--aws-endpoint", url ?? "")).rejects.toThrow("Write it as");
  },
);
