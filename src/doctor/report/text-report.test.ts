import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { unresolved } from "../unresolved.ts";
import { aDiagnosis, aFinding, aFix } from "./report-fixtures.ts";
import { textReport } from "./text-report.ts";

const PLAIN = { isColoured: false, explaining: new Set<never>() };

test("textReport() shows what was seen, why, what mends it and the page", () => {
  expect(textReport(aDiagnosis({ findings: [aFinding()] }), PLAIN)).toBe(
    [
      "test  123456789012, eu-central-1",
      "",
      "Errors (1)",
      "",
      "  ✗ PST101 Integration i1 sends plain HTTP to the HTTPS listener of shop on port 443  plain-http-to-tls-listener",
      "    where  integration i1 of HTTP API shop (a1)",
      "    seen   listener expects: TLS (HTTPS:443)",
      "           routes: $default, GET /pets",
      "    why    The first bytes on the connection are an HTTP request line where a TLS handshake is expected",
      "    mend   Name the server to verify: shop.test",
      "             aws apigatewayv2 update-integration --api-id a1",
      "             aws apigatewayv2 create-deployment",
      "    page   https://pages.test/PST101.md",
      "",
      "✗ 1 error; 3 resources and 1 way to a backend were checked against 2 rules",
      "",
    ].join("\n"),
  );
});

test("textReport() says that nothing was found, and on how much", () => {
  expect(textReport(aDiagnosis(), PLAIN)).toMatch(/^✓ nothing found; 3 resources and 1 way/m);
});

test("textReport() says how its commands reach an endpoint, and nothing of it for AWS or without commands", () => {
  const endpoint = "http://127.0.0.1:4566";
  const findings = [aFinding()];
  expect(textReport(aDiagnosis({ findings, endpoint, kind: "aws" }), PLAIN)).toContain(
    "\nThe commands are for a shell that has\n  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=eu-central-1\n",
  );
  expect(textReport(aDiagnosis({ findings, kind: "aws" }), PLAIN)).not.toContain("export");
  expect(textReport(aDiagnosis({ endpoint, kind: "aws" }), PLAIN)).not.toContain("export");
});

test("textReport() has no good mark where something could not be read", () => {
  const unreadable = [{ what: "listeners", part: "listeners", why: "AccessDenied" }] as const;
  expect(textReport(aDiagnosis({ unreadable }), PLAIN)).toMatch(/^\? nothing found; /m);
});

test("textReport() shows no mark that turns a line's direction round", () => {
  const findings = [aFinding({ title: "shop\u{202E}moc\u{2066} \u{200B}\u{2028}x" })];
  const text = textReport(aDiagnosis({ findings }), PLAIN);
  expect(text).not.toMatch(/[\u{200B}-\u{200F}\u{2028}-\u{202E}\u{2060}-\u{2069}]/u);
  expect(text).toContain("shop\u{FFFD}moc\u{FFFD} \u{FFFD}\u{FFFD}x");
});

test("textReport() groups by severity, the gravest first", () => {
  const findings = [
    aFinding({ code: "PST604", severity: "info" }),
    aFinding({ code: "PST201", severity: "warning" }),
    aFinding(),
  ];
  const text = textReport(aDiagnosis({ findings }), PLAIN);
  expect(text.match(/^(Errors|Warnings|Notes) \(1\)$/gm)).toEqual([
    "Errors (1)",
    "Warnings (1)",
    "Notes (1)",
  ]);
  expect(text).toMatch(/✗ 1 error, 1 warning, 1 note;/);
});

test("textReport() puts what explains a request first", () => {
  const other = aFinding();
  const explaining = aFinding({ code: "PST201", severity: "warning" });
  const text = textReport(aDiagnosis({ findings: [other, explaining] }), {
    isColoured: false,
    explaining: new Set([explaining]),
  });
  expect(text.match(/^Why it failed$|PST\d+|^Errors \(1\)$/gm)?.slice(0, 4)).toEqual([
    "Why it failed",
    "PST201",
    "PST101",
    "Errors (1)",
  ]);
  expect(text).not.toContain("Warnings (");
});

test.for([
  ["cloudformation", "TlsConfig:"],
  ["terraform", "tls_config {"],
  ["aws", "aws apigatewayv2 update-integration"],
] as const)("textReport() mends %s where it is written: %s", ([kind, part]) => {
  const resource = {
    ...aFinding().resource,
    location: { file: "stack.yaml", line: 12, column: 3, address: "Integration" },
  };
  const text = textReport(aDiagnosis({ findings: [aFinding({ resource })], kind }), PLAIN);
  expect(text).toContain(part);
  expect(text).toContain("(a1), stack.yaml:12 (Integration)\n");
});

test("textReport() says what waits for a deployment and what one would bring", () => {
  const deploys = [{ apiType: "http", apiId: "a1", stageName: "prod" }] as const;
  const findings = [
    aFinding({ mendedBy: { code: "PST301", deploys } }),
    aFinding({ code: "PST103", isPending: true }),
  ];
  const text = textReport(aDiagnosis({ findings }), PLAIN);
  expect(text).toContain("Until the next deployment: what mends it is saved already\n");
  expect(text).toContain("aws apigatewayv2 create-deployment --api-id a1 --stage-name prod\n");
  expect(text).toContain("With the next deployment; no stage serves it yet\n");
});

test("textReport() lists what could not be decided or read", () => {
  const { resource } = aFinding();
  const text = textReport(
    aDiagnosis({
      undecided: [{ code: "PST103", resource, why: unresolved("Ref to parameter Name") }],
      unreadable: [{ what: "listeners", part: "listeners", why: "AccessDenied" }],
    }),
    PLAIN,
  );
  expect(text).toContain(
    "Could not decide (1)\n  ? PST103 integration i1 of HTTP API shop (a1): unresolved: Ref to parameter Name\n",
  );
  expect(text).toContain("Could not read (1)\n  ? listeners: AccessDenied\n");
});

test("textReport() lets no name act upon the terminal", () => {
  const finding = aFinding({
    title: "Listener \u001B[2Jof\nshop",
    fixes: [aFix({ cli: ["aws \u001B]0;x\u0007"] })],
  });
  const text = textReport(aDiagnosis({ findings: [finding] }), PLAIN);
  expect(text).not.toContain("\u0007");
  expect(text).not.toContain("\u001B");
  expect(text).toContain("Listener \u{FFFD}[2Jof shop");
});

test("textReport() is coloured when asked, and says the same", () => {
  const diagnosis = aDiagnosis({ findings: [aFinding()] });
  const coloured = textReport(diagnosis, { isColoured: true, explaining: new Set() });
  expect(coloured).toContain("\u001B[31m");
  expect(stripVTControlCharacters(coloured)).toBe(textReport(diagnosis, PLAIN));
});
