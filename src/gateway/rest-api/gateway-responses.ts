// The answers that a REST API gives itself. A type that is customised speaks for itself, else DEFAULT_4XX or
// DEFAULT_5XX if that is customised, else the built-in answer, whose body has a blank after the colon where the
// status is 5xx and none where it is 4xx, as AWS has it. Templates know no VTL: variables are put in, no more.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
import type { RestGatewayResponseSnapshot } from "../../store/snapshots.ts";
import { restContextVariable } from "../mapping/rest-context.ts";
import { compileResponseParameters } from "../mapping/rest-parameter-mapping.ts";
import type { RefusalRow } from "./failures.ts";
import type { ResponseParameterMapping, RestMappingView } from "./mapping-functions.ts";

/** An answer of the gateway's own, ready to be written. */
export interface GatewayAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

interface CustomResponse {
  readonly snapshot: RestGatewayResponseSnapshot;
  readonly mapping: ResponseParameterMapping | null;
}

const JSON_TYPE = "application/json";
const NAMES =
  "(context|stageVariables|method\\.request\\.(?:header|querystring|path))\\.([\\w$-]+(?:\\.[\\w$-]+)*)";
/** "${name}" or "$name"; a brace behind the latter belongs to the template. */
const VARIABLE = new RegExp(`\\$(?:\\{${NAMES}\\}|${NAMES})`, "g");

export class GatewayResponses {
  readonly #custom = new Map<string, CustomResponse>();

  constructor(snapshots: Readonly<Record<string, RestGatewayResponseSnapshot>>) {
    for (const [type, snapshot] of Object.entries(snapshots)) {
      const mapping = compileResponseParameters(snapshot.responseParameters);
      this.#custom.set(type, { snapshot, mapping });
    }
  }

  /** The answer for a refusal. `view` has the error's variables already. */
  answer(refusal: RefusalRow, view: RestMappingView, accept: string): GatewayAnswer {
    const custom = this.#find(refusal);
    if (custom === undefined) return builtInAnswer(refusal, view.context.errorMessage);
    const { snapshot, mapping } = custom;
    const template = chooseTemplate(snapshot.responseTemplates, accept);
    const fields: [string, string][] = [];
    mapping?.apply(view, (name, values) => fields.push([name, values.join(",")]));
    const ownType = fields.findIndex(([name]) => name.toLowerCase() === "content-type");
    const contentType = ownType === -1 ? template.contentType : (fields[ownType]?.[1] ?? "");
    return {
      status: snapshot.statusCode ?? refusal.status,
      contentType,
      fields: fields.filter((_field, index) => index !== ownType),
      body: template.text.replaceAll(VARIABLE, (_whole, ...groups: (string | undefined)[]) => {
        const [inBraces, nameInBraces, source, name] = groups;
        return valueOf(inBraces ?? source ?? "", nameInBraces ?? name ?? "", view);
      }),
    };
  }

  #find(refusal: RefusalRow): CustomResponse | undefined {
    // What is not of a type cannot be customised, nor can REQUEST_TOO_LARGE.
    if (refusal.responseType === "" || refusal.responseType === "REQUEST_TOO_LARGE") {
      return undefined;
    }
    return (
      this.#custom.get(refusal.responseType) ??
      this.#custom.get(refusal.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX")
    );
  }
}

function builtInAnswer(refusal: RefusalRow, message: string): GatewayAnswer {
  const isNull = refusal.message === null;
  const text = isNull ? "null" : JSON.stringify(message);
  return {
    status: refusal.status,
    contentType: JSON_TYPE,
    fields: [],
    body: refusal.status >= 500 && !isNull ? `{"message": ${text}}` : `{"message":${text}}`,
  };
}

/** [I] By the first media type that the client accepts, then JSON, then whichever there is. */
function chooseTemplate(
  templates: Readonly<Record<string, string>>,
  accept: string,
): { contentType: string; text: string } {
  const wanted = accept.split(/[,;]/, 1)[0]?.trim().toLowerCase() ?? "";
  for (const contentType of [wanted, JSON_TYPE, ...Object.keys(templates)]) {
    const text = Object.hasOwn(templates, contentType) ? templates[contentType] : undefined;
    if (text !== undefined) return { contentType, text };
  }
  return { contentType: JSON_TYPE, text: '{"message":$context.error.messageString}' };
}

function valueOf(source: string, name: string, view: RestMappingView): string {
  switch (source) {
    case "context":
      return restContextVariable(name, view.context) ?? "";
    case "stageVariables":
      return Object.hasOwn(view.stageVariables, name) ? (view.stageVariables[name] ?? "") : "";
    case "method.request.header":
      return view.requestHeaders().get(name)?.at(-1) ?? "";
    case "method.request.querystring":
      return view.queryParameters().get(name)?.at(-1) ?? "";
    default:
      return view.pathParameters().get(name) ?? "";
  }
}
