import { afterEach, expect, test, vi } from "vitest";
import type { DoctorOptions } from "./doctor-options.ts";
import { doctorCommand } from "./doctor.ts";

const before = process.exitCode;
afterEach(() => {
  process.exitCode = before;
  vi.restoreAllMocks();
});

/** The options that the flags become, and what became of the command. */
async function run(flags: readonly string[], exitCode = 0) {
  let given: DoctorOptions | undefined;
  let told = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
  const command = doctorCommand(async (options) => {
    given = options;
    return exitCode;
  });
  command.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  await command.parseAsync(flags, { from: "user" });
  return { given, told, exitCode: process.exitCode };
}

test("doctor without flags examines everything and changes nothing", async () => {
  const { given } = await run([]);
  expect(given).toEqual({
    apiId: null,
    endpoints: [],
    isAws: false,
    profile: null,
    region: null,
    templates: [],
    parameters: {},
    account: null,
    format: "text",
    rules: null,
    fix: null,
    request: null,
  });
});

test("doctor takes several sources", async () => {
  const { given } = await run(
    "--template a.yaml --template b.json --endpoint http://a --aws --profile p --region r --api x --format sarif".split(
      " ",
    ),
  );
  expect(given).toMatchObject({
    templates: ["a.yaml", "b.json"],
    endpoints: ["http://a"],
    isAws: true,
    profile: "p",
    region: "r",
    apiId: "x",
    format: "sarif",
  });
});

test("doctor takes values of parameters and the account of templates", async () => {
  const { given } = await run(
    "--template t.yaml --parameter A=b=c --parameter Empty= --account 111122223333".split(" "),
  );
  expect(given).toMatchObject({ parameters: { A: "b=c", Empty: "" }, account: "111122223333" });
});

test.for([
  [["--fix"], { rules: null, isAgreed: false, isDryRun: false, mayChangeAnything: false }],
  [["--fix", "PST101", "PST401", "--yes"], { rules: ["PST101", "PST401"], isAgreed: true }],
  [["--fix", "--dry-run", "--allow-changes"], { isDryRun: true, mayChangeAnything: true }],
] as const)("doctor %j", async ([flags, fix]) => {
  expect((await run(flags)).given?.fix).toMatchObject(fix);
});

test("doctor takes a request to explain", async () => {
  const { given } = await run(["--url", "http://a/b", "-H", "A: b", "-d", "body"]);
  expect(given?.request).toEqual({
    method: "POST",
    url: new URL("http://a/b"),
    headers: [["A", "b"]],
    body: Buffer.from("body"),
  });
  expect((await run(["--request-id", "abc="])).given?.request).toEqual({ requestId: "abc=" });
});

test("doctor exits with what the run says", async () => {
  expect((await run([], 1)).exitCode).toBe(1);
});

test.for([
  [["--format", "xml"]],
  [["--colour"]],
  [["--url", "http://a", "--request-id", "x"]],
  [["--url", "http://a", "-H", "nothing"]],
  [["--template", "t.yaml", "--parameter", "nothing"]],
] as const)("doctor %j is refused with exit code 2", async ([flags]) => {
  await expect(run(flags)).rejects.toMatchObject({ exitCode: 2 });
});

test.for([
  [["--profile", "p"], "--aws"],
  [["--method", "GET"], "--url"],
  [["-H", "A: b"], "--url"],
  [["--yes"], "--fix"],
  [["--parameter", "A=b"], "--template"],
  [["--account", "111122223333"], "--template"],
  [["--template", "t.yaml", "--account", "1"], "12 digits"],
  [["--url", "nowhere"], "is no URL"],
] as const)("doctor %j exits with 2 and says why: %s", async ([flags, part]) => {
  const { given, told, exitCode } = await run(flags);
  expect([given, exitCode]).toEqual([undefined, 2]);
  expect(told).toMatch(new RegExp(`^postern: Cannot .*${part}`));
});

test("doctor --help is no failure", async () => {
  await expect(run(["--help"])).rejects.toMatchObject({ exitCode: 0 });
});

test("doctor --help speaks of no default where there is none", async () => {
  expect(doctorCommand(async () => 0).helpInformation()).not.toContain("[])");
});
