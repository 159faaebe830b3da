import { expect, test } from "vitest";
import { labCommand } from "./lab.ts";

async function outputOf(...args: string[]): Promise<string> {
  let output = "";
  const command = labCommand((text) => void (output += text));
  await command.parseAsync(args, { from: "user" });
  return output;
}

test("lab list has a line per scenario, with its codes", async () => {
  const lines = (await outputOf("list")).trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(40);
  expect(lines).toContainEqual(expect.stringMatching(/^desync-strictest +PST201 +A load balancer/));
  expect(lines[0]).toMatch(/^healthy-http-api-on-alb +healthy +/);
});

test("lab list --json has name, title, story and codes", async () => {
  const list = JSON.parse(await outputOf("list", "--json")) as Record<string, unknown>[];
  expect(list.find(({ name }) => name === "change-not-deployed")).toMatchObject({
    title: "The mend was saved and never deployed",
    codes: ["PST301", "PST101"],
  });
});

test.for([
  [["run"], "name scenarios, or give --all"],
  [["run", "--all", "desync-strictest"], "name scenarios, or give --all"],
  [["run", "nothing-like-it"], "postern lab list shows the scenarios"],
] as const)("lab %s is refused in words", async ([args, message]) => {
  await expect(outputOf(...args)).rejects.toThrow(message);
});
