// A disk without room: writes are refused with an error and change nothing, traffic and reads go on, and once there
// is room again everything works. The limit on a process's file sizes stands for the full disk.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ApiGatewayV2Client,
  ApiGatewayV2ServiceException,
  CreateApiCommand,
  DeleteApiCommand,
  GetApisCommand,
} from "@aws-sdk/client-apigatewayv2";
import { afterAll, expect, test } from "vitest";
import { startPosternProcess, type PosternProcess } from "../support/postern-process.ts";
import { startRecordingTarget } from "../support/recording-target.ts";

const root = mkdtempSync(join(tmpdir(), "postern-disk-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The largest file that the process may write from now on. */
function limitFileBytes(postern: PosternProcess, bytes: number | "unlimited"): void {
  execFileSync("prlimit", [`--pid=${postern.child.pid}`, `--fsize=${bytes}:unlimited`]);
}

async function apiNames(client: ApiGatewayV2Client): Promise<string[]> {
  const { Items = [] } = await client.send(new GetApisCommand({ MaxResults: "500" }));
  return Items.map(({ Name = "" }) => Name).toSorted();
}

test("a full disk refuses writes whole, stops no traffic, and is forgotten when there is room", async () => {
  const target = await startRecordingTarget();
  const postern = await startPosternProcess("--data-dir", root);
  const client = new ApiGatewayV2Client(postern.clientConfig);
  const create = async (Name: string) =>
    client.send(
      new CreateApiCommand({
        Name,
        ProtocolType: "HTTP",
        Target: `http://127.0.0.1:${target.port}`,
        Description: "d".repeat(1000),
      }),
    );
  const { ApiId = "" } = await create("first");
  const sizes = readdirSync(root).map((name) => statSync(join(root, name)).size);
  limitFileBytes(postern, Math.max(...sizes) + 30_000);
  const made: string[] = ["first"];
  const refused: unknown[] = [];
  for (let i = 0; i < 20; i++) {
    try {
      await create(`more${i}`);
      made.push(`more${i}`);
    } catch (error) {
      refused.push(error);
    }
  }
  expect(refused.length).toBeGreaterThan(0);
  for (const error of refused) {
    expect(error).toBeInstanceOf(ApiGatewayV2ServiceException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 500 } });
  }
  expect(await apiNames(client)).toEqual(made.toSorted());
  const invokeUrl = `${postern.url}/_aws/execute-api/${ApiId}/%24default/`;
  expect((await fetch(invokeUrl)).status).toBe(200);
  expect(postern.stderr()).toMatch(/Cannot commit to the data directory: \w+/);

  limitFileBytes(postern, "unlimited");
  await create("afterwards");
  await client.send(new DeleteApiCommand({ ApiId }));
  const kept = [...made.slice(1), "afterwards"].toSorted();
  expect(await apiNames(client)).toEqual(kept);
  client.destroy();
  expect(await postern.stop("SIGKILL")).toBeNull();

  const again = await startPosternProcess("--data-dir", root);
  const reader = new ApiGatewayV2Client(again.clientConfig);
  expect(await apiNames(reader)).toEqual(kept);
  reader.destroy();
  expect(await again.stop()).toBe(0);
  await target.close();
});
