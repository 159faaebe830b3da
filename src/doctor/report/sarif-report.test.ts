import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { everyRule } from "../resolve-rules.ts";
import { aDiagnosis, aFinding } from "./report-fixtures.ts";
import { sarifReport } from "./sarif-report.ts";

const OPTIONS = { rules: everyRule(), version: "1.2.3", workingDirectory: "/project" };

const text = { type: "string", minLength: 1 };
const message = strictObject({ text }, ["text"]);
const level = { enum: ["none", "note", "warning", "error"] };
const count = { type: "integer", minimum: 1 };

/** The members that are written, as sections 3.13 to 3.58 of SARIF 2.1.0 have them; no others may appear. */
const WRITTEN = strictObject(
  {
    $schema: { type: "string", format: "uri" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: strictObject(
        {
          tool: strictObject({ driver: driver() }, ["driver"]),
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          invocations: {
            type: "array",
            items: strictObject(
              {
                executionSuccessful: { type: "boolean" },
                toolExecutionNotifications: {
                  type: "array",
                  items: strictObject(
                    { level, message, associatedRule: strictObject({ id: text }, ["id"]) },
                    ["message"],
                  ),
                },
              },
              ["executionSuccessful"],
            ),
          },
          results: { type: "array", items: result() },
        },
        ["tool", "results"],
      ),
    },
  },
  ["version", "runs"],
);

function strictObject(properties: object, required: readonly string[]): object {
  return { type: "object", properties, required, additionalProperties: false };
}

function driver(): object {
  return strictObject(
    {
      name: text,
      version: text,
      informationUri: { type: "string", format: "uri" },
      rules: {
        type: "array",
        uniqueItems: true,
        items: strictObject(
          {
            id: text,
            name: text,
            shortDescription: message,
            help: strictObject({ text, markdown: text }, ["text"]),
            helpUri: { type: "string", format: "uri" },
            defaultConfiguration: strictObject({ level }, ["level"]),
          },
          ["id", "help"],
        ),
      },
    },
    ["name"],
  );
}

function result(): object {
  return strictObject(
    {
      ruleId: text,
      ruleIndex: { type: "integer", minimum: -1 },
      level,
      message,
      locations: {
        type: "array",
        items: strictObject(
          {
            physicalLocation: strictObject(
              {
                artifactLocation: strictObject({ uri: { type: "string" } }, ["uri"]),
                region: strictObject({ startLine: count, startColumn: count }, ["startLine"]),
              },
              ["artifactLocation"],
            ),
            logicalLocations: {
              type: "array",
              items: strictObject({ name: text, fullyQualifiedName: text, kind: text }, []),
            },
          },
          [],
        ),
      },
      partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
    },
    ["message"],
  );
}

interface Log {
  runs: [
    {
      tool: { driver: { rules: { id: string }[] } };
      invocations: [{ toolExecutionNotifications: unknown[] }];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: unknown[];
        partialFingerprints: Record<string, string>;
      }[];
    },
  ];
}

function logOf(diagnosis: Parameters<typeof sarifReport>[0]): Log["runs"][0] {
  const log = JSON.parse(sarifReport(diagnosis, OPTIONS)) as Log;
  const validate = new Ajv({ allErrors: true, validateFormats: false }).compile(WRITTEN);
  validate(log);
  expect(validate.errors).toBeNull();
  return log.runs[0];
}

function inFile(file: string, line: number, column = 5) {
  return {
    ...aFinding().resource,
    location: { file, line, column, address: "Integration" },
  };
}

test("sarifReport() points at the line of a template", () => {
  const run = logOf(
    aDiagnosis({
      findings: [aFinding({ resource: inFile("infra/my stack.yaml", 12) })],
      kind: "cloudformation",
    }),
  );
  const [found] = run.results;
  expect(found).toMatchObject({ ruleId: "PST101", level: "error" });
  expect(run.tool.driver.rules[found?.ruleIndex ?? -1]?.id).toBe("PST101");
  expect(found?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: "infra/my%20stack.yaml" },
        region: { startLine: 12, startColumn: 5 },
      },
      logicalLocations: [
        {
          name: "integration i1 of HTTP API shop (a1)",
          fullyQualifiedName: "Integration",
          kind: "resource",
        },
      ],
    },
  ]);
  expect(found?.message.text).toContain("Mend: Name the server to verify: shop.test\nTlsConfig:");
});

test.for([
  ["/project/stack.yaml", "stack.yaml"],
  ["/elsewhere/stack.yaml", "file:///elsewhere/stack.yaml"],
])("sarifReport() writes %s as %s", ([file = "", uri = ""]) => {
  const [found] = logOf(
    aDiagnosis({ findings: [aFinding({ resource: inFile(file, 0) })] }),
  ).results;
  expect(found?.locations).toMatchObject([{ physicalLocation: { artifactLocation: { uri } } }]);
  expect(JSON.stringify(found?.locations)).not.toContain("region");
});

test("sarifReport() names live resources without a file", () => {
  const [found] = logOf(aDiagnosis({ findings: [aFinding()] })).results;
  expect(found?.locations).toEqual([
    {
      logicalLocations: [
        { name: aFinding().resource.name, fullyQualifiedName: "a1/i1", kind: "resource" },
      ],
    },
  ]);
});

test("sarifReport() keeps a finding's fingerprint when its line moves, and tells findings apart", () => {
  const findings = [
    aFinding({ resource: inFile("a.yaml", 1) }),
    aFinding({ resource: inFile("a.yaml", 9) }),
    aFinding({ resource: inFile("a.yaml", 9), code: "PST301" }),
  ];
  const prints = logOf(aDiagnosis({ findings })).results.map(
    ({ partialFingerprints }) => partialFingerprints["posternFinding/v1"],
  );
  expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(prints[1]).toBe(prints[0]);
  expect(prints[2]).not.toBe(prints[0]);
});

test("sarifReport() tells what could not be decided or read as notifications", () => {
  const run = logOf(
    aDiagnosis({
      undecided: [{ code: "PST103", resource: aFinding().resource, why: "not known" }],
      unreadable: [{ what: "listeners", part: "listeners", why: "AccessDenied" }],
    }),
  );
  expect(run.invocations[0].toolExecutionNotifications).toEqual([
    {
      level: "note",
      message: {
        text: "PST103 could not be decided for integration i1 of HTTP API shop (a1): not known",
      },
      associatedRule: { id: "PST103" },
    },
    { level: "warning", message: { text: "Cannot read listeners: AccessDenied" } },
  ]);
});

test("sarifReport() lists every rule with its help", () => {
  const { rules } = logOf(aDiagnosis()).tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(everyRule().map(({ code }) => code));
});
