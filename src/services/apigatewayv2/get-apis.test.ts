import { expect, test } from "vitest";
import { emptyApi } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { deleteApi } from "./delete-api.ts";
import { getApis } from "./get-apis.ts";
import { PAGE_ITEMS_DEFAULT } from "./paging.ts";

async function apis(bed: OperationTestBed, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push(await emptyApi(bed));
  return ids.toSorted();
}

test("getApis() hands out every API once, page by page", async () => {
  const bed = new OperationTestBed();
  const ids = await apis(bed, 5);
  const seen: (string | undefined)[] = [];
  let token: string | undefined;
  do {
    const input = { MaxResults: "2", ...(token === undefined ? {} : { NextToken: token }) };
    const page = await bed.run(getApis, input);
    expect(page.Items?.length).toBeLessThanOrEqual(2);
    seen.push(...(page.Items ?? []).map((api) => api.ApiId));
    token = page.NextToken;
  } while (token !== undefined);
  expect(seen).toEqual(ids);
});

test("getApis() goes on where it was when the last API of a page is deleted meanwhile", async () => {
  const bed = new OperationTestBed();
  const ids = await apis(bed, 3);
  const first = await bed.run(getApis, { MaxResults: "2" });
  await bed.run(deleteApi, { ApiId: ids[1] ?? "" });
  const second = await bed.run(getApis, { NextToken: first.NextToken ?? "" });
  expect(second.Items?.map((api) => api.ApiId)).toEqual(ids.slice(2));
});

test("getApis() has no token on a page that is the last", async () => {
  const bed = new OperationTestBed();
  await apis(bed, 2);
  expect(await bed.run(getApis, { MaxResults: "2" })).not.toHaveProperty("NextToken");
});

test("getApis() hands out no more than the default without being asked", async () => {
  const bed = new OperationTestBed();
  await bed.records(async (records) => {
    for (let index = 0; index <= PAGE_ITEMS_DEFAULT; index++) {
      records.put("http-api", `a${index}`, {
        api: { Name: "a", ProtocolType: "HTTP", RouteSelectionExpression: "" },
      });
    }
  });
  const page = await bed.run(getApis, {});
  expect(page.Items).toHaveLength(PAGE_ITEMS_DEFAULT);
  expect(page.NextToken).toBeDefined();
});

test.for(["0", "-1", "501", "x", "1.5", ""])("getApis() refuses maxResults %j", async (value) => {
  const bed = new OperationTestBed();
  expect(await bed.refusal(getApis, { MaxResults: value })).toEqual([
    "BadRequestException",
    "Invalid maxResults specified. Must be between 1 and 500",
  ]);
});

test.for(["", "not a token", "%%"])("getApis() refuses nextToken %j", async (value) => {
  const bed = new OperationTestBed();
  expect(await bed.refusal(getApis, { NextToken: value })).toEqual([
    "BadRequestException",
    "Invalid nextToken specified",
  ]);
});
