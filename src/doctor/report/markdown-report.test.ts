import { expect, test } from "vitest";
import { markdownReport } from "./markdown-report.ts";
import { aDiagnosis, aFinding, aFix } from "./report-fixtures.ts";

test("markdownReport() has a table and the details of each finding", () => {
  expect(markdownReport(aDiagnosis({ findings: [aFinding()] }))).toBe(
    [
      "## Postern doctor",
      "**1 error** in test; 3 resources and 1 way to a backend were checked against 2 rules.",
      "| | rule | what | where |\n| --- | --- | --- | --- |\n" +
        "| ❌ error | [PST101](https://pages.test/PST101.md) | Integration i1 sends plain HTTP to the HTTPS listener of shop on port 443 | integration i1 of HTTP API shop \\(a1\\) |",
      "<details><summary>PST101 plain-http-to-tls-listener: Integration i1 sends plain HTTP to the HTTPS listener of shop on port 443</summary>",
      "Where: integration i1 of HTTP API shop \\(a1\\)",
      "Seen:\n\n- listener expects: ` TLS (HTTPS:443) `\n- routes: ` $default, GET /pets `",
      "Why: The first bytes on the connection are an HTTP request line where a TLS handshake is expected",
      "Mend: Name the server to verify: shop.test\n\n```sh\naws apigatewayv2 update-integration --api-id a1\naws apigatewayv2 create-deployment\n```",
      "</details>\n",
    ].join("\n\n"),
  );
});

test("markdownReport() without findings is a sentence", () => {
  expect(markdownReport(aDiagnosis())).toBe(
    "## Postern doctor\n\n**nothing found** in test; 3 resources and 1 way to a backend were checked against 2 rules.\n",
  );
});

test("markdownReport() lets no name become markup", () => {
  const finding = aFinding({
    title: "<img src=x> | @team [a](b)",
    seen: { name: "`` `x` ``" },
    fixes: [aFix({ cli: ["echo '```'"] })],
  });
  const text = markdownReport(aDiagnosis({ findings: [finding] }));
  expect(text).toContain("| \\<img src=x\\> \\| \\@team \\[a\\]\\(b\\) |");
  expect(text).toContain("&lt;img src=x&gt;");
  expect(text).toContain("- name: ``` `` `x` `` ```");
  expect(text).toContain("````sh\necho '```'\n````");
});

test("markdownReport() names the line of a template, and what is open", () => {
  const resource = {
    ...aFinding().resource,
    location: { file: "stack.yaml", line: 12, column: 3, address: "Integration" },
  };
  const text = markdownReport(
    aDiagnosis({
      findings: [aFinding({ resource })],
      undecided: [{ code: "PST103", resource, why: "not known" }],
      unreadable: [{ what: "listeners", part: "listeners", why: "AccessDenied" }],
      kind: "cloudformation",
    }),
  );
  expect(text).toContain(" | stack.yaml:12 |\n");
  expect(text).toContain("```yaml\nTlsConfig:\n");
  expect(text).toContain("### Could not decide\n\n- PST103 ");
  expect(text).toContain("### Could not read\n\n- listeners: AccessDenied\n");
});

test("markdownReport() says how its commands reach an endpoint", () => {
  const text = markdownReport(
    aDiagnosis({ findings: [aFinding()], endpoint: "http://127.0.0.1:4566", kind: "aws" }),
  );
  expect(text).toContain(
    "```sh\nexport AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=eu-central-1\n```",
  );
});
