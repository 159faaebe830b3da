// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { startControlPlaneServer } from "../../support/control-plane-server.ts";

test.for([
  ["test", "000000000000"],
  ["123456789012", "123456789012"],
])("GetCallerIdentity with access key id %s names account %s", async ([accessKeyId, account]) => {
  const server = await startControlPlaneServer();
  const sts = new STSClient({
    ...server.clientConfig,
    credentials: { accessKeyId: accessKeyId ?? "", secretAccessKey: "x" },
  });
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: account,
    UserId: account,
    Arn: `arn:aws:iam::${account}:root`,
  });
  sts.destroy();
  await server.close();
});
