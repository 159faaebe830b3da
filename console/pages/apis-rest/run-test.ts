// TestInvokeMethod from the texts of the test form.
// https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
import { apiGateway } from "../../commons/aws-clients.ts";
import type { MethodPlace } from "./rest-apis.ts";

export interface TestWish {
  /** Of the resource: "/pets/{petId}". */
  readonly path: string;
  /** Of path parameters, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly query: string;
  /** "name: value" a line. */
  readonly headers: string;
  /** "name=value" a line. */
  readonly variables: string;
  readonly body: string;
}

export interface TestResult {
  readonly httpMethod: string;
  readonly target: string;
  readonly status: number;
  readonly latencyMs: number;
  readonly headers: string;
  readonly body: string;
  readonly log: string;
}

export async function runTest(place: MethodPlace, wish: TestWish): Promise<TestResult> {
  const target = targetOf(wish);
  const answer = await (
    await apiGateway()
  ).testInvokeMethod({
    ...place,
    pathWithQueryString: target,
    multiValueHeaders: headersOf(wish.headers),
    stageVariables: variablesOf(wish.variables),
    body: wish.body,
  });
  const headers = Object.entries(answer.multiValueHeaders ?? {});
  return {
    httpMethod: place.httpMethod,
    target,
    status: answer.status ?? 0,
    latencyMs: answer.latency ?? 0,
    headers: headers
      .flatMap(([name, values]) => values.map((value) => `${name}: ${value}`))
      .join("\n"),
    body: answer.body ?? "",
    log: answer.log ?? "",
  };
}

/** A greedy parameter keeps its slashes. */
function targetOf({ path, values, query }: TestWish): string {
  const filled = path.replaceAll(/\{([^}+]+)(\+?)\}/g, (_whole, name: string, plus: string) => {
    const value = encodeURIComponent(values[name] ?? "");
    return plus === "" ? value : value.replaceAll("%2F", "/");
  });
  return query === "" ? filled : `${filled}?${query.replace(/^\?/, "")}`;
}

function headersOf(text: string): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of pairsOf(text, ":")) (headers[name] ??= []).push(value);
  return headers;
}

function variablesOf(text: string): Record<string, string> {
  return Object.fromEntries(pairsOf(text, "="));
}

/** Lines without the separator are names without a value. */
function pairsOf(text: string, separator: string): [string, string][] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line): [string, string] => {
      const at = line.indexOf(separator);
      return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });
}
