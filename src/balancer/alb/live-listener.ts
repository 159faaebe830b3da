// A listener's snapshot made ready for requests: its matcher and the texts that are the same for every request. Made
// anew for each snapshot; a request takes the pointer once and sees one state from start to end.
import type { AlbSettingsSnapshot, ListenerSnapshot } from "../../store/snapshots.ts";
import type { TargetParts } from "./request-facts.ts";
import { HostReadings } from "./request-host.ts";
import type { RuleMatcher } from "./rule-matcher.ts";

const CRLF = "\r\n";

/** What the load balancer says of itself. */
const SERVER_LINE = `Server: awselb/2.0${CRLF}`;

export class LiveListener {
  readonly snapshot: ListenerSnapshot;
  readonly settings: AlbSettingsSnapshot;
  readonly matcher: RuleMatcher;
  /** "http" or "https". */
  readonly protocol: string;
  /** X-Forwarded-Proto and X-Forwarded-Port, always set, whatever the client sent. */
  readonly forwardedLines: string;
  /** Ports 80 and 443 are left out of Host, all others are put in. */
  readonly isDefaultPort: boolean;
  readonly hosts: HostReadings;
  /** Of generated answers, "" when the listener's attribute switches it off. */
  readonly serverLine: string;
  /** Fields that the listener's attributes set on every answer. */
  readonly responseLines: string;
  /** Their names in lower case: what a target sends under them is dropped. */
  readonly responseNames: readonly string[];
  /** Where a new request takes its target apart; nobody else's business. */
  readonly targetParts: TargetParts = { authority: "", originTarget: "", path: "", query: "" };

  constructor(snapshot: ListenerSnapshot, settings: AlbSettingsSnapshot, matcher: RuleMatcher) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.matcher = matcher;
    this.protocol = snapshot.protocol === "HTTPS" ? "https" : "http";
    const proto = `X-Forwarded-Proto: ${this.protocol}${CRLF}`;
    this.forwardedLines = `${proto}X-Forwarded-Port: ${snapshot.port}${CRLF}`;
    this.isDefaultPort = snapshot.port === 80 || snapshot.port === 443;
    this.hosts = new HostReadings(snapshot.port, this.isDefaultPort);
    this.serverLine = settings.serverHeader ? SERVER_LINE : "";
    this.responseLines = settings.responseFields
      .map(([name, value]) => `${name}: ${value}${CRLF}`)
      .join("");
    this.responseNames = settings.responseFields.map(([name]) => name.toLowerCase());
  }
}
