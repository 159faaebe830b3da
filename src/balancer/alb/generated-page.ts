// The pages that the load balancer itself answers with, encoded once. Every line ends with CRLF; there is no footer.
// Statuses that only load balancers know (463, 464, …) have no page and no phrase [I].
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
import { pageTitle } from "./status-text.ts";

export interface GeneratedPage {
  readonly status: number;
  /** "text/html", or "" for an answer without a body. */
  readonly contentType: string;
  readonly body: Buffer;
}

function encode(title: string, lines: readonly string[]): Buffer {
  const centers = lines.map((line) => `<center>${line}</center>`);
  const top = ["<html>", `<head><title>${title}</title></head>`, "<body>"];
  const all = [...top, ...centers, "</body>", "</html>"];
  return Buffer.from(`${all.join("\r\n")}\r\n`, "latin1");
}

function page(status: number): GeneratedPage {
  const title = pageTitle(status);
  return { status, contentType: "text/html", body: encode(title, [`<h1>${title}</h1>`]) };
}

function pageWithReason(status: number, reason: string): GeneratedPage {
  const lines = [`<h1>${pageTitle(status)}</h1>`, reason];
  return { status, contentType: "text/html", body: encode(`${status} ${reason}`, lines) };
}

function empty(status: number): GeneratedPage {
  return { status, contentType: "", body: Buffer.alloc(0) };
}

/** A plain HTTP request on an HTTPS listener. */
export const PLAIN_HTTP_PAGE = pageWithReason(400, "The plain HTTP request was sent to HTTPS port");
/** A field or the whole head is over its limit; seen as 400 in the field, never as 431. */
export const LARGE_HEAD_PAGE = pageWithReason(400, "Request Header Or Cookie Too Large");

/** The page of each status that the load balancer generates. */
export const PAGES = {
  301: page(301),
  302: page(302),
  400: page(400),
  405: page(405),
  408: page(408),
  413: page(413),
  414: page(414),
  463: empty(463),
  464: empty(464),
  500: page(500),
  501: page(501),
  502: page(502),
  503: page(503),
  504: page(504),
  505: page(505),
  507: page(507),
} as const;
