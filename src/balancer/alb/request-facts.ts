// What rules may ask about a request, and how it is read from the head: host without port, path and query apart,
// the address of the peer. Values are taken as they came: nothing is decoded or normalised before matching [I].
import type { Fields } from "../../wire/http1/fields.ts";

/** One "key=value" of a query string, in lower case; a part without "=" has an empty value. */
export interface QueryPair {
  readonly key: string;
  readonly value: string;
}

export interface RequestFacts {
  readonly method: string;
  /** Of the first Host field or the absolute request target, in lower case and without port. */
  readonly host: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** The peer's address, never X-Forwarded-For. */
  readonly sourceAddress: string;
  readonly fields: Fields;
  /** The query taken apart, by whoever needs it first. */
  queryPairs: readonly QueryPair[] | null;
}

/** A request target taken apart. */
export interface TargetParts {
  /** Of an absolute-form target; "" for the origin form. */
  authority: string;
  /** What a target is asked for: path and query. */
  originTarget: string;
  path: string;
  query: string;
}

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i;

/** Takes a request target apart into `into` (RFC 9112 §3.2); a fragment stays part of what it stands in. */
export function splitTarget(target: string, into: TargetParts): void {
  // A request line may go without one as far as load balancers are concerned [I].
  let rest = target === "" ? "/" : target;
  into.authority = "";
  if (rest.charCodeAt(0) !== 0x2f) {
    const absolute = ABSOLUTE_FORM.exec(target);
    if (absolute !== null) {
      const authority = absolute[1] ?? "";
      into.authority = authority.slice(authority.lastIndexOf("@") + 1);
      rest = target.slice(absolute[0].length);
      if (rest.charCodeAt(0) !== 0x2f) rest = `/${rest}`;
    }
  }
  into.originTarget = rest;
  const mark = rest.indexOf("?");
  into.path = mark === -1 ? rest : rest.slice(0, mark);
  into.query = mark === -1 ? "" : rest.slice(mark + 1);
}

/** Where the colon of a port stands in a Host value, or -1; the colons of an IPv6 address are none. */
export function portColon(host: string): number {
  const colon = host.lastIndexOf(":");
  return colon > host.lastIndexOf("]") ? colon : -1;
}

/** A Host value without its port, in lower case, as rules compare it. */
export function hostForRules(host: string): string {
  const colon = portColon(host);
  return (colon === -1 ? host : host.slice(0, colon)).toLowerCase();
}

// oxlint-disable-next-line no-control-regex -- Control characters are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f]/g;

/** Rules see visible characters only; called for heads that are not fully compliant, as others have no controls. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, "");
}

/** The query's pairs; taken apart once per request. */
export function queryPairsOf(facts: RequestFacts): readonly QueryPair[] {
  if (facts.queryPairs !== null) return facts.queryPairs;
  const pairs: QueryPair[] = [];
  if (facts.query !== "") {
    for (const part of facts.query.toLowerCase().split("&")) {
      const equals = part.indexOf("=");
      if (equals === -1) pairs.push({ key: part, value: "" });
      else pairs.push({ key: part.slice(0, equals), value: part.slice(equals + 1) });
    }
  }
  facts.queryPairs = pairs;
  return pairs;
}
