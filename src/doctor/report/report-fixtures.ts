// What the tests of reports share: a finding, and a diagnosis that has what it is told to have.
import type { Diagnosis, ExaminedSource } from "../diagnose.ts";
import { NO_EVIDENCE } from "../evidence.ts";
import { emptyInventory } from "../inventory-fixtures.ts";
import type { Inventory, Unreadable } from "../inventory.ts";
import type { Finding, Fix, Undecided } from "../rule.ts";

export const UPDATE_CALL: Fix["calls"][number] = {
  service: "apigatewayv2",
  operation: "UpdateIntegration",
  input: { ApiId: "a1", IntegrationId: "i1", TlsConfig: { ServerNameToVerify: "shop.test" } },
  undo: {
    operation: "UpdateIntegration",
    input: { ApiId: "a1", IntegrationId: "i1", TlsConfig: { ServerNameToVerify: "" } },
  },
};

export function aFix(over: Partial<Fix> = {}): Fix {
  return {
    title: "Name the server to verify: shop.test",
    cli: ["aws apigatewayv2 update-integration --api-id a1", "aws apigatewayv2 create-deployment"],
    console: ["API Gateway → APIs"],
    cloudFormation: "TlsConfig:\n  ServerNameToVerify: shop.test",
    terraform: 'tls_config {\n  server_name_to_verify = "shop.test"\n}',
    calls: [UPDATE_CALL],
    deploys: [],
    onlyWhenAsked: false,
    ...over,
  };
}

export function aFinding(over: Partial<Finding> = {}): Finding {
  return {
    code: "PST101",
    name: "plain-http-to-tls-listener",
    severity: "error",
    resource: {
      kind: "integration",
      id: "a1/i1",
      name: "integration i1 of HTTP API shop (a1)",
      location: { file: "", line: 0, column: 0, address: "a1/i1" },
    },
    title: "Integration i1 sends plain HTTP to the HTTPS listener of shop on port 443",
    seen: { "listener expects": "TLS (HTTPS:443)", routes: ["$default", "GET /pets"] },
    why: "The first bytes on the connection are an HTTP request line where a TLS handshake is expected",
    fixes: [aFix()],
    page: "https://pages.test/PST101.md",
    isPending: false,
    mendedBy: null,
    ...over,
  };
}

export interface DiagnosisFacts {
  readonly findings?: readonly Finding[];
  readonly undecided?: readonly Undecided[];
  readonly unreadable?: readonly Unreadable[];
  readonly kind?: Inventory["source"]["kind"];
  readonly endpoint?: string;
}

/** One source, "test". */
export function aDiagnosis(facts: DiagnosisFacts = {}): Diagnosis {
  const { findings = [], undecided = [], unreadable = [], kind = "store" } = facts;
  const { endpoint } = facts;
  const source = {
    ...emptyInventory().source,
    kind,
    ...(endpoint !== undefined && { endpoint }),
  };
  const inventory: Inventory = { ...emptyInventory(), source, unreadable };
  const checked = { rules: 2, resources: { httpApis: 1, listeners: 2 }, ways: 1 };
  const examined: ExaminedSource = {
    source: {
      readInventory: async () => inventory,
      gatherEvidence: () => Promise.reject(new Error("Cannot gather evidence: a fixture has none")),
      caller: null,
    },
    inventory,
    gathered: { evidence: NO_EVIDENCE, unreadable: [] },
    nowMs: Date.parse("2026-11-22T12:00:00Z"),
    findings,
    undecided,
    checked,
  };
  return {
    findings,
    undecided,
    checked: { ...checked, sources: [{ ...source, unreadable }] },
    examined: [examined],
  };
}
