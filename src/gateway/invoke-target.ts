// Which API a request on the edge port invokes, and what AWS would have seen of it. Two forms are known: the
// execute-api host name with the plain path, and a path that names API and stage, for clients that cannot choose
// the host name. Pure, and only about invoke URLs: what else lives on the edge is the edge's own business.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-publish.html
import type { RefusedRequest } from "../wire/http1/exchange.ts";
import { FIELD_HOST } from "../wire/http1/fields.ts";

/** What the path form begins with; API id, stage name and the rest of the path follow. */
export const INVOKE_PATH_PREFIX = "/_aws/execute-api/";

const HOST_MARK = ".execute-api.";
const DEFAULT_STAGE = "$default";

/** A request that invokes an API. */
export interface InvokeTarget {
  readonly apiId: string;
  /** The stage that the path form names; null: the path decides, as on AWS. */
  readonly stageName: string | null;
  /** The request target in origin form as AWS would see it: the stage's name first unless it is $default. */
  readonly target: string;
  /** The host that the client used; null for the path form, where the API's own execute-api name stands for it. */
  readonly host: string | null;
}

/** The invocation that `host` (the Host field, "" for none) and `target` (of the request line) ask for. */
export function parseInvokeTarget(host: string, target: string): InvokeTarget | null {
  let authority = host;
  let origin = target;
  if (target.charCodeAt(0) !== 0x2f && target.includes("://")) {
    // RFC 9112 §3.2.2: with the absolute form, its authority counts and the Host field does not.
    const start = target.indexOf("://") + 3;
    const end = endOfAuthority(target, start);
    authority = target.slice(start, end);
    origin = target.charCodeAt(end) === 0x2f ? target.slice(end) : `/${target.slice(end)}`;
  }
  const mark = authority.indexOf(HOST_MARK);
  if (mark > 0 && authority.length > mark + HOST_MARK.length) {
    const apiId = authority.slice(0, mark).toLowerCase();
    return { apiId, stageName: null, target: origin, host: authority };
  }
  return origin.startsWith(INVOKE_PATH_PREFIX) ? parsePathForm(origin) : null;
}

/** What a head that was refused asked for, as far as it, or its first line, can be read. */
export function parseRefusedInvoke({ head, offence }: RefusedRequest): InvokeTarget | null {
  if (head !== null) return parseInvokeTarget(head.get(FIELD_HOST) ?? "", head.target);
  const target = REFUSED_TARGET.exec(offence)?.[1];
  return target === undefined ? null : parseInvokeTarget("", target);
}

/** The target of a request line that need not be complete. */
const REFUSED_TARGET = /^[A-Za-z]{1,32} ([!-~]+)/;

function endOfAuthority(target: string, start: number): number {
  for (let i = start; i < target.length; i++) {
    const code = target.charCodeAt(i);
    if (code === 0x2f || code === 0x3f) return i;
  }
  return target.length;
}

function parsePathForm(target: string): InvokeTarget | null {
  const question = target.indexOf("?");
  const pathEnd = question === -1 ? target.length : question;
  const idStart = INVOKE_PATH_PREFIX.length;
  const idEnd = segmentEnd(target, idStart, pathEnd);
  const stageStart = idEnd + 1;
  const stageEnd = segmentEnd(target, stageStart, pathEnd);
  if (idEnd === idStart || stageStart > pathEnd || stageEnd === stageStart) return null;
  const apiId = target.slice(idStart, idEnd).toLowerCase();
  const stageText = target.slice(stageStart, stageEnd);
  // Some clients write the dollar sign as %24.
  const stageName = stageText === "%24default" ? DEFAULT_STAGE : stageText;
  const rest = target.slice(stageEnd);
  const atDefault = stageName === DEFAULT_STAGE;
  if (!atDefault) return { apiId, stageName, target: target.slice(stageStart - 1), host: null };
  return { apiId, stageName, target: rest.startsWith("/") ? rest : `/${rest}`, host: null };
}

function segmentEnd(target: string, start: number, pathEnd: number): number {
  const slash = target.indexOf("/", start);
  return slash === -1 || slash > pathEnd ? pathEnd : slash;
}
