// What the load balancer calls the statuses of its own answers: in the status line and, where it differs, in the
// page's title. Its wording is older than the IANA registry's ("Request Time-out"); answers of targets keep theirs.
import { reasonPhrase } from "../../base/reason-phrase.ts";

/** Status lines that differ from the registry's phrases. */
const PHRASES: Readonly<Record<number, string>> = {
  302: "Moved Temporarily",
  405: "Not Allowed",
  408: "Request Time-out",
  414: "Request-URI Too Large",
  416: "Requested Range Not Satisfiable",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** Titles that differ from the status line. */
const TITLES: Readonly<Record<number, string>> = {
  302: "Found",
  401: "Authorization Required",
};

/** "503 Service Temporarily Unavailable"; a status without a phrase is followed by a blank all the same. */
export function statusText(status: number): string {
  return `${status} ${PHRASES[status] ?? reasonPhrase(status)}`;
}

/** The heading of the generated page for that status. */
export function pageTitle(status: number): string {
  const title = TITLES[status];
  return title === undefined ? statusText(status) : `${status} ${title}`;
}
