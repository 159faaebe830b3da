// Parameter mapping of REST APIs: "integration.request.header.X" from "method.request.path.id", "'static'" and the like,
// compiled once per method, evaluated per request. A source without a value maps nothing. An API without mappings
// compiles to null and costs nothing. What may be mapped is the control plane's to check.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
import type {
  MappedRequest,
  MultiValues,
  RequestParameterMapping,
  ResponseParameterMapping,
  RestMappingView,
} from "../rest-api/mapping-functions.ts";
import { DocumentSource, PathCache } from "./document-source.ts";
import { jsonText } from "./java-json.ts";
import { RenderBudget } from "./render-budget.ts";
import { restContextVariable } from "./rest-context.ts";

const STATIC = 1;
const PATH = 2;
const QUERY = 3;
const MULTI_QUERY = 4;
const HEADER = 5;
const MULTI_HEADER = 6;
const BODY = 7;
const RESPONSE_HEADER = 8;
const MULTI_RESPONSE_HEADER = 9;
const RESPONSE_BODY = 10;
const CONTEXT = 11;
const STAGE_VARIABLE = 12;
type SourceKind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

interface Source {
  readonly kind: SourceKind;
  /** A name, a JSONPath ("" for the whole body) or the static text. */
  readonly name: string;
}

const PREFIXES: readonly (readonly [prefix: string, kind: SourceKind])[] = [
  ["method.request.path.", PATH],
  ["method.request.querystring.", QUERY],
  ["method.request.multivaluequerystring.", MULTI_QUERY],
  ["method.request.header.", HEADER],
  ["method.request.multivalueheader.", MULTI_HEADER],
  ["integration.response.header.", RESPONSE_HEADER],
  ["integration.response.multivalueheader.", MULTI_RESPONSE_HEADER],
  ["context.", CONTEXT],
  ["stageVariables.", STAGE_VARIABLE],
];

const BODIES: readonly (readonly [prefix: string, kind: SourceKind])[] = [
  ["method.request.body", BODY],
  ["integration.response.body", RESPONSE_BODY],
];

const REQUEST_TARGET = /^integration\.request\.(header|querystring|path)\.(.+)$/s;
const RESPONSE_TARGET = /^(?:method\.response|gatewayresponse)\.header\.(.+)$/s;

/** Null for a text that is no source. */
function parseSource(text: string): Source | null {
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'")) {
    return { kind: STATIC, name: text.slice(1, -1) };
  }
  for (const [prefix, kind] of BODIES) {
    if (text === prefix) return { kind, name: "" };
    if (text.startsWith(`${prefix}.`) || text.startsWith(`${prefix}[`)) {
      const path = text.slice(prefix.length);
      return { kind, name: path.startsWith(".$") ? path.slice(1) : `$${path}` };
    }
  }
  for (const [prefix, kind] of PREFIXES) {
    if (text.startsWith(prefix) && text.length > prefix.length) {
      return { kind, name: text.slice(prefix.length) };
    }
  }
  return null;
}

function readsBody(sources: readonly { readonly source: Source }[]): boolean {
  return sources.some(({ source }) => source.kind === BODY || source.kind === RESPONSE_BODY);
}

/** The values of sources for one request; documents are read once. */
class Resolver {
  readonly #view: RestMappingView;
  readonly #paths: PathCache;
  #request: DocumentSource | null = null;
  #response: DocumentSource | null = null;
  #budget: RenderBudget | null = null;

  constructor(view: RestMappingView, paths: PathCache) {
    this.#view = view;
    this.#paths = paths;
  }

  /** Null: there is no value, nothing is mapped. */
  values({ kind, name }: Source): readonly string[] | null {
    const view = this.#view;
    switch (kind) {
      case STATIC:
        return [name];
      case PATH:
        return one(view.pathParameters().get(name));
      case QUERY:
        return one(view.queryParameters().get(name)?.at(-1));
      case MULTI_QUERY:
        return some(view.queryParameters().get(name));
      case HEADER:
        return one(view.requestHeaders().get(name)?.at(-1));
      case MULTI_HEADER:
        return some(view.requestHeaders().get(name));
      case RESPONSE_HEADER:
        return one(anyCase(view.responseHeaders(), name)?.at(-1));
      case MULTI_RESPONSE_HEADER:
        return some(anyCase(view.responseHeaders(), name));
      case CONTEXT:
        return one(restContextVariable(name, view.context));
      case STAGE_VARIABLE:
        return one(
          Object.hasOwn(view.stageVariables, name) ? view.stageVariables[name] : undefined,
        );
      case BODY:
        return this.#body(name, false);
      case RESPONSE_BODY:
        return this.#body(name, true);
    }
  }

  #body(path: string, isResponse: boolean): readonly string[] | null {
    const text = isResponse ? this.#view.responseBody() : this.#view.requestBody();
    if (text === "") return null;
    if (path === "") return [text];
    const budget = (this.#budget ??= new RenderBudget());
    const document = isResponse
      ? (this.#response ??= new DocumentSource(text, this.#paths, budget))
      : (this.#request ??= new DocumentSource(text, this.#paths, budget));
    const value = document.at(path);
    if (value === undefined || value === null) return null;
    const mapped = typeof value === "string" ? value : jsonText(value, budget);
    return budget.failure === "" ? [mapped] : null;
  }
}

function one(value: string | undefined): readonly string[] | null {
  return value === undefined ? null : [value];
}

function some(values: readonly string[] | undefined): readonly string[] | null {
  return values === undefined || values.length === 0 ? null : values;
}

/** [I] Names of the endpoint's own headers are compared without case where none is written like that. */
function anyCase(headers: MultiValues, name: string): readonly string[] | undefined {
  const exact = headers.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [other, values] of headers) if (other.toLowerCase() === lower) return values;
  return undefined;
}

/** The values of one source ("method.request.header.X"), for what is no mapping (the keys of caches). */
export function readSource(text: string, view: RestMappingView): readonly string[] | null {
  const source = parseSource(text);
  return source === null ? null : new Resolver(view, new PathCache()).values(source);
}

interface RequestTarget {
  readonly place: "header" | "querystring" | "path";
  readonly name: string;
  readonly source: Source;
}

class RequestMapping implements RequestParameterMapping {
  readonly readsBody: boolean;
  readonly #targets: readonly RequestTarget[];
  readonly #paths = new PathCache();

  constructor(targets: readonly RequestTarget[]) {
    this.#targets = targets;
    this.readsBody = readsBody(targets);
  }

  apply(view: RestMappingView, into: MappedRequest): void {
    const resolver = new Resolver(view, this.#paths);
    for (const { place, name, source } of this.#targets) {
      const values = resolver.values(source);
      if (values === null) continue;
      if (place === "header") into.header(name, values);
      else if (place === "querystring") into.query(name, values);
      else into.path(name, values.join(","));
    }
  }
}

/** Compiles requestParameters of an integration; null when nothing in them maps. */
export function compileRequestParameters(
  requestParameters: Readonly<Record<string, string>>,
): RequestParameterMapping | null {
  const targets: RequestTarget[] = [];
  for (const [key, text] of Object.entries(requestParameters)) {
    const target = REQUEST_TARGET.exec(key);
    const source = parseSource(text);
    if (target === null || source === null) continue;
    const place = target[1] as RequestTarget["place"];
    targets.push({ place, name: target[2] ?? "", source });
  }
  return targets.length === 0 ? null : new RequestMapping(targets);
}

interface ResponseTarget {
  readonly name: string;
  readonly source: Source;
}

class ResponseMapping implements ResponseParameterMapping {
  readonly readsBody: boolean;
  readonly #targets: readonly ResponseTarget[];
  readonly #paths = new PathCache();

  constructor(targets: readonly ResponseTarget[]) {
    this.#targets = targets;
    this.readsBody = readsBody(targets);
  }

  apply(view: RestMappingView, setHeader: (name: string, values: readonly string[]) => void): void {
    const resolver = new Resolver(view, this.#paths);
    for (const { name, source } of this.#targets) {
      const values = resolver.values(source);
      if (values !== null) setHeader(name, values);
    }
  }
}

/** Compiles responseParameters of an integration response or gateway response; null when nothing in them maps. */
export function compileResponseParameters(
  responseParameters: Readonly<Record<string, string>>,
): ResponseParameterMapping | null {
  const targets: ResponseTarget[] = [];
  for (const [key, text] of Object.entries(responseParameters)) {
    const target = RESPONSE_TARGET.exec(key);
    const source = parseSource(text);
    if (target !== null && source !== null) targets.push({ name: target[1] ?? "", source });
  }
  return targets.length === 0 ? null : new ResponseMapping(targets);
}
