import { describe, expect, it } from "vitest";
import { FakeClock } from "../../base/fake-clock.ts";
import { TRACE_ID_BYTES_MAX, TraceIdSource } from "./trace-id.ts";

const source = () => new TraceIdSource(new FakeClock(0x5759e988 * 1000));
const ID = "1-5759e988-[0-9a-f]{24}";
const shape = (text: string) => new RegExp(`^${text.replaceAll("ID", ID)}$`);

describe(TraceIdSource, () => {
  it.for([
    ["", "Root=ID"],
    [
      "Root=1-67891233-abcdef012345678912345678",
      "Self=ID;Root=1-67891233-abcdef012345678912345678",
    ],
    ["Root=1-a;CalledFrom=app", "Self=ID;Root=1-a;CalledFrom=app"],
    ["Self=1-b;Root=1-a", "Self=ID;Root=1-a"],
    ["Root=1-a;Self=1-b", "Self=ID;Root=1-a"],
    ["Root=1-a;Self=1-b;x=y", "Self=ID;Root=1-a;x=y"],
    ["CalledFrom=app", "Root=ID;CalledFrom=app"],
    [`Root=1-a;x=${"y".repeat(TRACE_ID_BYTES_MAX)}`, "Root=1-a"],
    ["y".repeat(TRACE_ID_BYTES_MAX + 1), "Root=ID"],
    [`Root=${"y".repeat(TRACE_ID_BYTES_MAX)}`, "Root=ID"],
  ] as const)("extend() turns %j into %j", ([received, sent]) => {
    expect(source().extend(received)).toMatch(shape(sent));
  });

  it("next() never repeats, over more than one draw of random bytes", () => {
    const ids = source();
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) seen.add(ids.next());
    expect(seen.size).toBe(2000);
  });
});
