// The report as SARIF 2.1.0, which code hosts show at the line of a template. Live resources have no file: they are
// named by logical locations only.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
import { createHash } from "node:crypto";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { findingsWithSource, type Diagnosis, type ExaminedSource } from "../diagnose.ts";
import type { DoctorRule, Finding, Severity, Undecided } from "../rule.ts";
import { rulePage } from "../rule-page.ts";
import { remediesOf } from "./finding-remedy.ts";
import { printableLine, printableText, printableValue } from "./printable-text.ts";

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

export type SarifRule = Pick<DoctorRule, "code" | "name" | "severity" | "summary" | "awsPage">;

export interface SarifOptions {
  /** Every rule that was run. */
  readonly rules: readonly SarifRule[];
  /** Postern's version. */
  readonly version: string;
  /** Paths of templates are written relative to it. */
  readonly workingDirectory: string;
}

/** The log as text. */
export function sarifReport(diagnosis: Diagnosis, options: SarifOptions): string {
  const indexes = new Map(options.rules.map(({ code }, position) => [code, position]));
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Postern doctor",
            version: options.version,
            rules: options.rules.map(ruleOf),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notifications(diagnosis) },
        ],
        results: findingsWithSource(diagnosis).map(({ finding, examined }) =>
          resultOf({ finding, examined, ruleIndex: indexes.get(finding.code) ?? -1 }, options),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ code, name, severity, summary, awsPage }: SarifRule): object {
  const page = rulePage(code);
  return {
    id: code,
    name,
    shortDescription: { text: summary },
    help: {
      text: `${summary}. See ${page} and ${awsPage}`,
      markdown: `${summary}. What it means and what mends it: \`${page}\`; [AWS's page](${awsPage}).`,
    },
    helpUri: awsPage,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

interface ResultPlace {
  readonly finding: Finding;
  readonly examined: ExaminedSource;
  readonly ruleIndex: number;
}

function resultOf({ finding, examined, ruleIndex }: ResultPlace, options: SarifOptions): object {
  const { code, severity, resource } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: messageOf(finding, examined) },
    locations: [locationOf(resource, options)],
    partialFingerprints: { "posternFinding/v1": fingerprintOf(finding) },
  };
}

function messageOf(finding: Finding, { inventory }: ExaminedSource): string {
  const { title, why, seen } = finding;
  const values = Object.entries(seen).map(
    ([label, value]) => `${printableLine(label)}: ${printableValue(value)}`,
  );
  const remedies = remediesOf(finding, inventory.source.kind).map(
    (remedy) => `${printableLine(remedy.title)}\n${printableText(remedy.text)}`,
  );
  return [
    `${printableLine(title)}.`,
    printableLine(why),
    values.length === 0 ? "" : `Seen: ${values.join("; ")}.`,
    ...remedies.map((text) => `Mend: ${text}`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function locationOf(resource: Finding["resource"], { workingDirectory }: SarifOptions): object {
  const { file, line, column, address } = resource.location;
  const logicalLocations = [
    {
      name: printableLine(resource.name),
      fullyQualifiedName: printableLine(address === "" ? resource.id : address),
      kind: "resource",
    },
  ];
  if (file === "") return { logicalLocations };
  const region =
    line === 0
      ? {}
      : { region: { startLine: line, ...(column > 0 ? { startColumn: column } : {}) } };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file, workingDirectory) }, ...region },
    logicalLocations,
  };
}

/** A relative reference where the file is below the working directory: code hosts resolve it against the repository. */
function uriOf(file: string, workingDirectory: string): string {
  const path = relative(workingDirectory, resolve(workingDirectory, file));
  if (path.startsWith("..") || isAbsolute(path)) return pathToFileURL(resolve(file)).href;
  return path.split(sep).map(encodeURIComponent).join("/");
}

/** Stays the same when lines move. */
function fingerprintOf({ code, resource }: Finding): string {
  const { address } = resource.location;
  return createHash("sha256").update(`${code}\n${resource.id}\n${address}`).digest("hex");
}

function notifications({ undecided, checked }: Diagnosis): object[] {
  const unreadable = checked.sources.flatMap((source) => source.unreadable);
  return [
    ...undecided.map(undecidedNotification),
    ...unreadable.map(({ what, why }) => ({
      level: "warning",
      message: { text: `Cannot read ${printableLine(what)}: ${printableLine(why)}` },
    })),
  ];
}

function undecidedNotification({ code, resource, why }: Undecided): object {
  return {
    level: "note",
    message: {
      text: `${code} could not be decided for ${printableLine(resource.name)}: ${printableLine(why)}`,
    },
    associatedRule: { id: code },
  };
}
