// Ids that the gateway gives a request: its own, which the client sees as apigw-requestid, and the root of the
// trace. Neither is a secret, both must be unique: a random prefix with a counter of 12 bits behind it, and a new
// prefix when the counter has gone round. A request needs both and pays for one look-up and one addition each.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEX = "0123456789abcdef";

const COUNT = 4096;

/** All strings for 12 bits: two base64 characters, or three hexadecimal digits. */
function twelveBitTexts(alphabet: string, charactersPerText: number): readonly string[] {
  const bits = 12 / charactersPerText;
  return Array.from({ length: COUNT }, (_, value) => {
    const characters: string[] = [];
    for (let shift = 12 - bits; shift >= 0; shift -= bits) {
      characters.push(alphabet.charAt((value >> shift) & ((1 << bits) - 1)));
    }
    // join() gives a flat string; one made by adding would be put together on every use.
    return characters.join("");
  });
}

function randomText(alphabet: string, length: number): string {
  const random = () => alphabet.charAt((Math.random() * alphabet.length) | 0);
  return Array.from({ length }, random).join("");
}

class IdSequence {
  readonly #alphabet: string;
  readonly #texts: readonly string[];
  readonly #prefixLength: number;
  #prefix = "";
  #counter = COUNT;

  constructor(alphabet: string, charactersPerText: number, prefixLength: number) {
    this.#alphabet = alphabet;
    this.#texts = twelveBitTexts(alphabet, charactersPerText);
    this.#prefixLength = prefixLength;
  }

  next(): string {
    if (this.#counter === COUNT) {
      this.#counter = 0;
      this.#prefix = randomText(this.#alphabet, this.#prefixLength);
    }
    return this.#prefix + (this.#texts[this.#counter++] as string);
  }
}

/** The ids of one gateway. */
export class RequestIds {
  readonly #requests = new IdSequence(BASE64, 2, 13);
  readonly #traces = new IdSequence(HEX, 3, 21);
  #second = -1;
  #tracePrefix = "";

  /** Fifteen base64 characters and "=", as in "Mc7UVioPPHcEKPA=". */
  requestId(): string {
    return `${this.#requests.next()}=`;
  }

  /**
   * A new trace: "Root=1-", the time in hexadecimal seconds, and 96 bits.
   * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
   */
  traceId(nowMs: number): string {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#tracePrefix = `Root=1-${second.toString(16).padStart(8, "0")}-`;
    }
    return this.#tracePrefix + this.#traces.next();
  }
}
