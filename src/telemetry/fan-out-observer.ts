// One observer that tells several. Each has a field of its own and so a call site of its own that always sees the same
// class, which the compiler can look through; a loop over a list could not be.
import {
  silentObserver,
  type AlbRequestEntry,
  type HopObserver,
  type HttpApiRequestEntry,
  type ListenerConnectionEntry,
  type NlbFlowEntry,
  type RestApiRequestEntry,
} from "./hop-observer.ts";

/** How many observers one object tells; further ones are told by the last of them. */
const OBSERVERS_PER_OBJECT = 4;

/** Tells all of `observers`, in order. */
export function fanOut(observers: readonly HopObserver[]): HopObserver {
  const [only] = observers;
  if (only === undefined) return silentObserver;
  if (observers.length === 1) return only;
  if (observers.length <= OBSERVERS_PER_OBJECT) return new FanOut(observers);
  const last = fanOut(observers.slice(OBSERVERS_PER_OBJECT - 1));
  return new FanOut([...observers.slice(0, OBSERVERS_PER_OBJECT - 1), last]);
}

class FanOut implements HopObserver {
  readonly #first: HopObserver;
  readonly #second: HopObserver;
  readonly #third: HopObserver;
  readonly #fourth: HopObserver;

  constructor(observers: readonly HopObserver[]) {
    this.#first = observers[0] ?? silentObserver;
    this.#second = observers[1] ?? silentObserver;
    this.#third = observers[2] ?? silentObserver;
    this.#fourth = observers[3] ?? silentObserver;
  }

  albRequest(entry: AlbRequestEntry): void {
    this.#first.albRequest(entry);
    this.#second.albRequest(entry);
    this.#third.albRequest(entry);
    this.#fourth.albRequest(entry);
  }

  nlbFlowStarted(entry: NlbFlowEntry): void {
    this.#first.nlbFlowStarted(entry);
    this.#second.nlbFlowStarted(entry);
    this.#third.nlbFlowStarted(entry);
    this.#fourth.nlbFlowStarted(entry);
  }

  nlbFlow(entry: NlbFlowEntry): void {
    this.#first.nlbFlow(entry);
    this.#second.nlbFlow(entry);
    this.#third.nlbFlow(entry);
    this.#fourth.nlbFlow(entry);
  }

  httpApiRequest(entry: HttpApiRequestEntry): void {
    this.#first.httpApiRequest(entry);
    this.#second.httpApiRequest(entry);
    this.#third.httpApiRequest(entry);
    this.#fourth.httpApiRequest(entry);
  }

  restApiRequest(entry: RestApiRequestEntry): void {
    this.#first.restApiRequest(entry);
    this.#second.restApiRequest(entry);
    this.#third.restApiRequest(entry);
    this.#fourth.restApiRequest(entry);
  }

  connectionOpened(entry: ListenerConnectionEntry): void {
    this.#first.connectionOpened(entry);
    this.#second.connectionOpened(entry);
    this.#third.connectionOpened(entry);
    this.#fourth.connectionOpened(entry);
  }

  connectionClosed(entry: ListenerConnectionEntry): void {
    this.#first.connectionClosed(entry);
    this.#second.connectionClosed(entry);
    this.#third.connectionClosed(entry);
    this.#fourth.connectionClosed(entry);
  }
}
