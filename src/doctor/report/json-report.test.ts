import { expect, test } from "vitest";
import { unresolved } from "../unresolved.ts";
import { jsonReport } from "./json-report.ts";
import { aDiagnosis, aFinding, UPDATE_CALL } from "./report-fixtures.ts";

test("jsonReport() has findings, what is undecided and what was checked", () => {
  const { resource } = aFinding();
  const report = jsonReport(
    aDiagnosis({
      findings: [aFinding()],
      undecided: [{ code: "PST103", resource, why: "not known" }],
      unreadable: [{ what: "listeners", part: "listeners", why: "AccessDenied" }],
    }),
    { request: { status: 400 } },
  );
  expect(Object.keys(report)).toEqual(["findings", "undecided", "checked", "request"]);
  expect(report.findings).toMatchObject([
    {
      code: "PST101",
      name: "plain-http-to-tls-listener",
      severity: "error",
      resource: { kind: "integration", id: "a1/i1" },
      title: aFinding().title,
      seen: { "listener expects": "TLS (HTTPS:443)", routes: ["$default", "GET /pets"] },
      why: aFinding().why,
      fixes: [{ title: "Name the server to verify: shop.test", calls: [UPDATE_CALL] }],
      mendedBy: null,
      isPending: false,
    },
  ]);
  expect(report.undecided).toMatchObject([{ code: "PST103", why: "not known" }]);
  expect(report.checked).toMatchObject({
    rules: 2,
    ways: 1,
    resources: { httpApis: 1, listeners: 2 },
    sources: [{ kind: "store", name: "test", unreadable: [{ what: "listeners" }] }],
  });
  expect(report.request).toEqual({ status: 400 });
});

test("jsonReport() says in words what is not resolved", () => {
  const finding = aFinding({ seen: { name: unresolved("Ref to parameter Name") } });
  const [shown] = jsonReport(aDiagnosis({ findings: [finding] }), {}).findings;
  expect(shown?.seen).toEqual({ name: "unresolved: Ref to parameter Name" });
});
