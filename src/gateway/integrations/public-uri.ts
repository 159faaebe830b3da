// The URI of a public integration, read once: stage variables filled in, path parameters left as places. Pure.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html

/** A URI whose path and query may hold {parameters}. */
export interface PublicUri {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
  /** What the Host field says: the port only when it is not the scheme's own. */
  readonly hostField: string;
  /** Texts and parameter names in turn, texts first: "/pets/", "id", "/photo". */
  readonly path: readonly string[];
  readonly query: readonly string[];
}

const STAGE_VARIABLE = /\$\{stageVariables\.(\w+)\}/g;
const URI =
  /^(https?):\/\/(\[[0-9a-f:.]+\]|[^/?#:{}@[\]]+)(?::(\d{1,5}))?(\/[^?#]*)?(?:\?([^#]*))?$/i;

/** Text with its stage variables filled in; one that is not set becomes nothing [I]. */
export function fillStageVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): string {
  if (!text.includes("${")) return text;
  return text.replaceAll(STAGE_VARIABLE, (_whole, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? "") : "",
  );
}

/** Visible ASCII (RFC 3986 §2); anything else could end a line of the head that the URI is written to. */
const URI_TEXT = /^[\u0021-\u007e]*$/;

/** The parts of the URI; null when it is not an http or https URI. */
export function parsePublicUri(text: string): PublicUri | null {
  if (!URI_TEXT.test(text)) return null;
  const match = URI.exec(text);
  if (match === null) return null;
  const [, scheme = "", host = "", portText, path = "/", query = ""] = match;
  const tls = scheme.toLowerCase() === "https";
  const standardPort = tls ? 443 : 80;
  const port = portText === undefined ? standardPort : Number(portText);
  if (port < 1 || port > 65_535) return null;
  const hostField = port === standardPort ? host : `${host}:${port}`;
  return {
    tls,
    host: host.startsWith("[") ? host.slice(1, -1) : host,
    port,
    hostField,
    path: cutAtParameters(path),
    query: cutAtParameters(query),
  };
}

function cutAtParameters(text: string): string[] {
  // Names are the route's own; "{proxy+}" is written without the plus in a URI, and taken with it [I].
  return text.split(/\{([^{}/+]+)\+?\}/);
}

/** The text with each parameter's value in its place, nothing where there is none. */
export function fillParameters(
  parts: readonly string[],
  parameters: { pathParameter(name: string): string | undefined },
): string {
  let text = parts[0] ?? "";
  for (let i = 1; i + 1 < parts.length; i += 2) {
    text += (parameters.pathParameter(parts[i] ?? "") ?? "") + (parts[i + 1] ?? "");
  }
  return text;
}
