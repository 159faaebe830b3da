// The demonstration for somebody new: the four failures that this product is about, in the order in which people meet
// them, each built, asked, explained, mended and asked again.
import type { Scenario } from "./scenario.ts";
import { changeNotDeployed } from "./scenarios/change-not-deployed.ts";
import { desyncStrictest } from "./scenarios/desync-strictest.ts";
import { httpUrlToTlsListener } from "./scenarios/http-url-to-tls-listener.ts";
import { plainHttpToHttpsListener } from "./scenarios/plain-http-to-https-listener.ts";

export interface Chapter {
  readonly heading: string;
  readonly scenario: Scenario;
}

export const PROLOGUE =
  "Your API answers 400 Bad Request, and the backend never saw the request. Four stacks follow, each built through " +
  "the AWS APIs with real certificates and real sockets, that answer 400 for four different reasons.";

export const chapters: readonly Chapter[] = [
  {
    heading: "1. The listener speaks TLS, the gateway does not",
    scenario: plainHttpToHttpsListener,
  },
  { heading: "2. Everything is right, and it is still a 400", scenario: desyncStrictest },
  { heading: "3. The same in a REST API: five letters of a URL", scenario: httpUrlToTlsListener },
  { heading: "4. Mended, and nothing changed", scenario: changeNotDeployed },
];

export const EPILOGUE =
  "postern lab list shows all scenarios; postern lab run NAME runs one. postern doctor examines your own stack: a " +
  "Postern, an AWS account (--aws), or a template before it is deployed (--template FILE).";
