// What functions and operators make of values.
import { expect, test } from "vitest";
import { valueOf } from "./insights-fixture.ts";

test.for([
  ["1 + 2 * 3", "7"],
  ["(1 + 2) * 3", "9"],
  ["2 ^ 3 ^ 2", "512"],
  ["10 % 3", "1"],
  ["7 - -2", "9"],
  ["1 / 3", "0.3333"],
  ["1 / 0", undefined],
  ["'a' + 1", undefined],
  ["'5' + 1", "6"],
  ["abs(-3)", "3"],
  ["ceil(1.2)", "2"],
  ["floor(1.8)", "1"],
  ["greatest(1, 5, 3)", "5"],
  ["least(4, 2)", "2"],
  ["log(1)", "0"],
  ["sqrt(9)", "3"],
  ["sqrt(-1)", undefined],
  ["concat('a', 1, 'b')", "a1b"],
  ["strlen('abc')", "3"],
  ["toupper('abc')", "ABC"],
  ["tolower('ABC')", "abc"],
  ["trim(' a ')", "a"],
  ["ltrim('xxa', 'x')", "a"],
  ["rtrim('axx', 'x')", "a"],
  ["trim('xax', 'x')", "a"],
  ["substr('xyZfooxyZ', 3)", "fooxyZ"],
  ["substr('xyZfooxyZ', 3, 4)", "foox"],
  ["replace('foofoo', 'o', 'aa')", "faaaafaaaa"],
  ["strcontains('foo', 'oo')", "1"],
  ["strcontains('foo', 'x')", "0"],
  ["isempty('')", "1"],
  ["isempty(' ')", "0"],
  ["isblank(' ')", "1"],
  ["isblank(gone)", "1"],
  ["ispresent(gone)", "0"],
  ["ispresent(@message)", "1"],
  ["coalesce(gone, @message)", "x"],
  ["if(1 > 2, 'yes', 'no')", "no"],
  ["if(ispresent(@message), 'yes', 'no')", "yes"],
  ["now()", "1795341600"],
  ["fromMillis(0)", "1970-01-01 00:00:00.000"],
  ["toMillis(@timestamp)", "1795341600000"],
  ["bin(@timestamp, 1h)", "2026-11-22 10:00:00.000"],
  ["datefloor(@timestamp, 1d)", "2026-11-22 00:00:00.000"],
  ["dateceil(@timestamp, 1d)", "2026-11-23 00:00:00.000"],
  ["datefloor(@timestamp, 1mo)", "2026-11-01 00:00:00.000"],
  ["dateceil(@timestamp, 1y)", "2027-01-01 00:00:00.000"],
  ["datefloor(@timestamp, 1w)", "2026-11-16 00:00:00.000"],
  ["isValidIp('10.0.0.1')", "1"],
  ["isValidIpV4('::1')", "0"],
  ["isValidIpV6('::1')", "1"],
  ["isIpInSubnet('10.0.0.1', '10.0.0.0/8')", "1"],
  ["isIpv4InSubnet('11.0.0.1', '10.0.0.0/8')", "0"],
  ["isIpv6InSubnet('2001:db8::1', '2001:db8::/32')", "1"],
  ["isIpv4InSubnet('2001:db8::1', '2001:db8::/32')", "0"],
] as const)("%s", ([expression, expected]) => {
  expect(valueOf(expression)).toBe(expected);
});

test("members that are true or false count as 1 and 0, and equal the words", () => {
  expect(valueOf("ok", { ok: true })).toBe("1");
  expect(valueOf("if(ok = true and ok = 'true' and ok = 1, 'yes', 'no')", { ok: true })).toBe(
    "yes",
  );
});
