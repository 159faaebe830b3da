import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askAbout } from "./sources/ask-postern.ts";
import { openSources, type SourcesWanted } from "./open-sources.ts";

const PLANS = join(import.meta.dirname, "../../tests/fixtures/templates/terraform-plan.json");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postern-open-sources-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

function written(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join("\n"));
  return path;
}

const NETWORK = [
  "Resources:",
  "  Link:",
  "    Type: AWS::ApiGatewayV2::VpcLink",
  "    Properties: {Name: link, SubnetIds: []}",
  "Outputs:",
  "  Link:",
  "    Value: !Ref Link",
  "    Export: {Name: shared-link}",
];
const API = [
  "Parameters:",
  "  Server: {Type: String, Default: first.example.com}",
  "Resources:",
  "  Api:",
  "    Type: AWS::ApiGatewayV2::Api",
  "    Properties: {Name: shop, ProtocolType: HTTP}",
  "  Integration:",
  "    Type: AWS::ApiGatewayV2::Integration",
  "    Properties:",
  "      ApiId: !Ref Api",
  "      IntegrationType: HTTP_PROXY",
  "      ConnectionType: VPC_LINK",
  "      ConnectionId: !ImportValue shared-link",
  "      TlsConfig: {ServerNameToVerify: !Ref Server}",
];

async function inventoryOf(templates: readonly string[], wanted: Partial<SourcesWanted> = {}) {
  const { sources } = await openSources({
    endpoints: [],
    isAws: false,
    profile: null,
    region: null,
    templates,
    parameters: {},
    account: null,
    nowMs: () => 0,
    ...wanted,
  });
  expect(sources).toHaveLength(1);
  return sources[0]?.readInventory();
}

test("openSources() reads templates that are given together as one, imports joined to exports", async () => {
  const paths = [written("network.yaml", NETWORK), written("api.yaml", API)];
  const inventory = await inventoryOf(paths);
  const [link] = inventory?.vpcLinks ?? [];
  const [integration] = inventory?.httpApis[0]?.integrations ?? [];
  expect(integration?.ConnectionId).toBe(link?.vpcLink.VpcLinkId);
  expect(inventory?.source.name).toBe(paths.join(", "));
});

test("openSources() gives templates the values of parameters, the account and the region", async () => {
  const inventory = await inventoryOf([written("api.yaml", API)], {
    parameters: { Server: "second.example.com" },
    region: "eu-west-1",
    account: "111122223333",
  });
  const [integration] = inventory?.httpApis[0]?.integrations ?? [];
  expect(integration?.TlsConfig?.ServerNameToVerify).toBe("second.example.com");
  expect(inventory?.source).toMatchObject({ region: "eu-west-1", account: "111122223333" });
});

test("openSources() refuses a parameter that no template has", async () => {
  const path = written("api.yaml", API);
  await expect(inventoryOf([path], { parameters: { server: "x" } })).rejects.toThrow(
    'Cannot set parameter "server": the templates do not have it, there are Server',
  );
  await expect(inventoryOf([PLANS], { parameters: { ["__proto__"]: "x" } })).rejects.toThrow(
    'Cannot set parameter "__proto__": the templates do not have it, there are none',
  );
});

test("openSources() takes a file that is given twice once, and tells plans of the same names apart", async () => {
  const one = await inventoryOf([PLANS]);
  const same = await inventoryOf([PLANS, PLANS]);
  const copy = written("plan.json", readFileSync(PLANS, "utf8").split("\n"));
  const two = await inventoryOf([PLANS, copy]);
  const arns = (two?.loadBalancers ?? []).map(({ arn }) => arn);
  expect(same?.loadBalancers).toHaveLength(one?.loadBalancers.length ?? 0);
  expect(new Set(arns).size).toBe(2 * (one?.loadBalancers.length ?? 0));
});

/** An endpoint that answers as it is told, until `use` is through. */
async function withEndpoint(
  listener: RequestListener,
  use: (endpoint: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The environment's credentials are the default chain's first; nothing else of it is asked. */
function withCredentials(): void {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
}

test("openSources() gives no inventory of an endpoint where nothing may be read", async () => {
  withCredentials();
  await withEndpoint(
    (request, response) => {
      request.resume();
      response.writeHead(403, { "content-type": "text/html" });
      response.end("<html>");
    },
    async (endpoint) => {
      await expect(
        inventoryOf([], {
          endpoints: [endpoint],
          region: "eu-central-1",
        }),
      ).rejects.toThrow(
        `Cannot examine ${endpoint}: nothing could be read there (the answer is none of AWS's (status 403))`,
      );
    },
  );
});

test("askAbout() waits for no endpoint that takes requests and does not answer", async () => {
  await withEndpoint(
    (request) => request.resume(),
    async (endpoint) => {
      await expect(askAbout(endpoint, 50)).rejects.toThrow(
        `Cannot examine ${endpoint}: it takes connections and gives no answer in 0.05 s`,
      );
    },
  );
});
