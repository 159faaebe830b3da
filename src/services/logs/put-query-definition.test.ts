// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
import { beforeEach, describe, expect, it } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { deleteQueryDefinition } from "./delete-query-definition.ts";
import { describeQueryDefinitions } from "./describe-query-definitions.ts";
import { putQueryDefinition } from "./put-query-definition.ts";

let bed: OperationTestBed;

beforeEach(() => {
  bed = new OperationTestBed();
});

describe("putQueryDefinition()", () => {
  it("keeps a query until deleteQueryDefinition()", async () => {
    const input = { name: "errors", queryString: "fields @message", logGroupNames: ["/a"] };
    const { queryDefinitionId = "" } = await bed.run(putQueryDefinition, input);
    expect((await bed.run(describeQueryDefinitions, {})).queryDefinitions).toEqual([
      { ...input, queryDefinitionId, queryLanguage: "CWLI", lastModified: bed.clock.nowMs() },
    ]);
    const changed = { queryDefinitionId, name: "faults", queryString: "fields @timestamp" };
    await bed.run(putQueryDefinition, changed);
    expect((await bed.run(describeQueryDefinitions, {})).queryDefinitions).toEqual([
      { ...changed, queryLanguage: "CWLI", lastModified: bed.clock.nowMs() },
    ]);
    expect(await bed.run(deleteQueryDefinition, { queryDefinitionId })).toEqual({ success: true });
    expect((await bed.run(describeQueryDefinitions, {})).queryDefinitions).toEqual([]);
    expect(await bed.refusal(deleteQueryDefinition, { queryDefinitionId })).toEqual([
      "ResourceNotFoundException",
      "The specified query definition does not exist.",
    ]);
  });

  it("changes only what is there", async () => {
    const input = { queryDefinitionId: "x", name: "n", queryString: "q" };
    expect(await bed.refusal(putQueryDefinition, input)).toEqual([
      "ResourceNotFoundException",
      "The specified query definition does not exist.",
    ]);
  });
});

describe("describeQueryDefinitions()", () => {
  it("pages by name", async () => {
    for (const name of ["b/2", "a", "b/1"]) {
      await bed.run(putQueryDefinition, { name, queryString: "q" });
    }
    const first = await bed.run(describeQueryDefinitions, {
      queryDefinitionNamePrefix: "b/",
      maxResults: 1,
    });
    expect(first.queryDefinitions?.map(({ name }) => name)).toEqual(["b/1"]);
    const { nextToken = "" } = first;
    const second = await bed.run(describeQueryDefinitions, {
      queryDefinitionNamePrefix: "b/",
      nextToken,
    });
    expect(second.queryDefinitions?.map(({ name }) => name)).toEqual(["b/2"]);
    expect(second.nextToken).toBeUndefined();
  });
});
