// Reads from an account without being a burden and without giving up: a bounded number of calls at a time, every list
// to its end, and what may not be read is noted and passed over.
import type { InventoryPart, Unreadable } from "../inventory.ts";

/** API Gateway's control plane takes 10 calls a second of an account, in bursts of 40. */
export const CALLS_IN_FLIGHT_MAX = 8;
/** A Postern has no such limit; more than this do not make it faster. */
export const POSTERN_CALLS_IN_FLIGHT_MAX = 16;
/** More pages than this of one list are taken for a list without end. */
const PAGES_MAX = 300;
/** What the SDK says of answers that it cannot read, instead of what they are. */
const UNREADABLE_ANSWER = /Deserialization error: to see the raw response/;
/** As many resources are named where the same call failed for many. */
const NAMED_MAX = 3;

/** What a call is for; together they say "attributes of load balancer app/shop/…". */
export interface Purpose {
  readonly part: InventoryPart;
  readonly what: string;
  /** "" where the call is about all there are. */
  readonly of: string;
}

/** "gone": deleted since it was listed. */
export type Unread = "gone" | "unreadable";

export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  /** Of the next page; undefined or "" after the last one. */
  readonly next: string | undefined;
}

interface Refusal extends Purpose {
  readonly why: string;
}

export class AccountReader {
  readonly #waiting: (() => void)[] = [];
  readonly #refusals: Refusal[] = [];
  readonly #notes: Unreadable[] = [];
  readonly #inFlightMax: number;
  #inFlight = 0;

  constructor(inFlightMax: number) {
    this.#inFlightMax = inFlightMax;
  }

  /** What the call answers; why it could not be made is noted. */
  async call<Output extends object>(
    purpose: Purpose,
    read: () => Promise<Output>,
  ): Promise<Output | Unread> {
    await this.#enter();
    try {
      return await read();
    } catch (cause) {
      if (isNotFound(cause)) return "gone";
      this.#refusals.push({ ...purpose, why: describeError(cause) });
      return "unreadable";
    } finally {
      this.#leave();
    }
  }

  /** All items of all pages; as many as could be read, and whether these are all. */
  async list<Item>(
    purpose: Purpose,
    readPage: (token: string | undefined) => Promise<Page<Item>>,
  ): Promise<{ readonly items: Item[]; readonly isWhole: boolean }> {
    const items: Item[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer: Page<Item> | Unread = await this.call(purpose, () => readPage(token));
      if (typeof answer === "string") return { items, isWhole: false };
      // AWS lists objects; what only speaks like it may list anything.
      items.push(...(answer.items ?? []).filter((item) => item !== null && item !== undefined));
      if (answer.next === undefined || answer.next === "") return { items, isWhole: true };
      if (answer.next === token) {
        this.#refusals.push({ ...purpose, why: "one page leads to itself as the next one" });
        return { items, isWhole: false };
      }
      token = answer.next;
    }
    this.#refusals.push({ ...purpose, why: `there are more than ${PAGES_MAX} pages` });
    return { items, isWhole: false };
  }

  /** Adds what is known to be unreadable without a call. */
  note(unreadable: readonly Unreadable[]): void {
    this.#notes.push(...unreadable);
  }

  /** What could not be read; where it is the same of many resources, said once. */
  unreadable(): Unreadable[] {
    const groups = Map.groupBy(this.#refusals, ({ part, what, why }) =>
      JSON.stringify([part, what, why]),
    );
    const told = [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { part, what, why } = first;
      const names = [...new Set(group.map(({ of }) => of))].filter((of) => of !== "");
      if (names.length <= NAMED_MAX) {
        return (names.length === 0 ? [""] : names).map((of) => ({
          what: of === "" ? what : `${what} of ${of}`,
          part,
          why,
        }));
      }
      const more = `and ${names.length - NAMED_MAX} more`;
      return [{ what: `${what} of ${names.slice(0, NAMED_MAX).join(", ")} ${more}`, part, why }];
    });
    return [...told, ...this.#notes];
  }

  async #enter(): Promise<void> {
    if (this.#inFlight >= this.#inFlightMax) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
      return;
    }
    this.#inFlight += 1;
  }

  /** Whoever waits longest takes the place over. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inFlight -= 1;
    else next();
  }
}

/** Whether an AWS service answered at all; else there are no credentials, no network, or nobody there. */
export function hasAnswered(cause: unknown): boolean {
  return statusOf(cause) !== undefined;
}

function isNotFound(cause: unknown): boolean {
  const name = cause instanceof Error ? cause.name : "";
  return /NotFound/.test(name) && name !== "UnknownOperationException";
}

function statusOf(cause: unknown): number | undefined {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return undefined;
  const { $metadata: metadata } = cause as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

function answerStatusOf(cause: object): number | undefined {
  const { $response: response } = cause as { $response?: { statusCode?: number } };
  return response?.statusCode;
}

/** "AccessDeniedException: User … is not authorized to perform …" */
export function describeError(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { name, message } = cause;
  if (UNREADABLE_ANSWER.test(message)) {
    const status = statusOf(cause) ?? answerStatusOf(cause);
    return `the answer is none of AWS's${status === undefined ? "" : ` (status ${status})`}`;
  }
  if (message !== "") return `${name}: ${message}`;
  const code = (cause as { code?: unknown }).code;
  return typeof code === "string" ? `${name}: ${code}` : name;
}
