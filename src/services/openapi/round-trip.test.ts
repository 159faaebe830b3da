import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createDeployment } from "../apigateway/create-deployment.ts";
import { getExport } from "../apigateway/get-export.ts";
import { importRestApi } from "../apigateway/import-rest-api.ts";
import { putRestApi } from "../apigateway/put-rest-api.ts";
import type { RestApiContent } from "../../store/records.ts";
import { shopDocument } from "../../../tests/conformance/apigateway/shop-document.ts";

function bytesOf(document: object): Uint8Array {
  return Buffer.from(JSON.stringify(document), "utf8");
}

/** Imports, deploys to the stage "prod" and answers what was deployed, its ids taken out. */
async function contentOf(
  bed: OperationTestBed,
  body: Uint8Array,
  names = new Map<string, string>(),
): Promise<[string, object]> {
  const { id = "" } = await bed.run(importRestApi, {
    body,
    parameters: { endpointConfigurationTypes: "REGIONAL" },
  });
  return [id, await deployedContent(bed, id, names)];
}

async function deployedContent(
  bed: OperationTestBed,
  restApiId: string,
  names: Map<string, string>,
): Promise<object> {
  const deployment = await bed.run(createDeployment, { restApiId, stageName: "prod" });
  const body = await bed.records((records) =>
    records.get("rest-deployment", `${restApiId}/${deployment.id}`),
  );
  return withoutIds(restApiId, body?.content as RestApiContent, names);
}

/**
 * Parts in order of name, ids replaced by what they stand for. An exported cache namespace is the id of a resource of
 * the API that was exported, so ids are remembered from one API to the next.
 */
function withoutIds(
  restApiId: string,
  content: RestApiContent,
  names: Map<string, string>,
): object {
  names.set(restApiId, "API");
  for (const { id = "", name = "" } of [...content.requestValidators, ...content.authorizers]) {
    names.set(id, name);
  }
  for (const { id = "", path = "" } of content.resources) names.set(id, path);
  for (const { id = "" } of content.models) names.set(id, "model");
  let text = JSON.stringify({ ...content, restApi: { ...content.restApi, id: "API" } });
  for (const [id, name] of names) text = text.replaceAll(id, name);
  const { restApi, ...parts } = JSON.parse(text) as Record<string, object[]>;
  const sorted = Object.entries(parts).map(([kind, list]) => [
    kind,
    list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  ]);
  return { restApi, ...Object.fromEntries(sorted) };
}

function keyOf(part: object): string {
  const { path, name, responseType } = part as Record<string, string>;
  return path ?? name ?? responseType ?? "";
}

const FORMS: [version: 2 | 3, exportType: string, accepts: string][] = [
  [3, "oas30", "application/json"],
  [3, "oas30", "application/yaml"],
  [2, "swagger", "application/json"],
  [2, "swagger", "application/yaml"],
];

test.for(FORMS)(
  "a document of version %i that is imported, exported as %s in %s and imported again makes the same API",
  async ([version, exportType, accepts]) => {
    const bed = new OperationTestBed();
    const names = new Map<string, string>();
    const [firstId, first] = await contentOf(bed, bytesOf(shopDocument(version)), names);
    const exported = await bed.run(getExport, {
      restApiId: firstId,
      stageName: "prod",
      exportType,
      accepts,
      parameters: { extensions: "apigateway" },
    });
    expect(exported.contentType).toBe(accepts);
    const [, second] = await contentOf(bed, exported.body as Uint8Array, names);
    expect(second).toEqual(first);
  },
);

test("the two versions of one document make the same API", async () => {
  const bed = new OperationTestBed();
  const [, old] = await contentOf(bed, bytesOf(shopDocument(2)));
  const [, current] = await contentOf(bed, bytesOf(shopDocument(3)));
  expect(old).toEqual(current);
});

test.for(["merge", "overwrite"] as const)(
  "putRestApi() of an API's own export in mode %s changes nothing",
  async (mode) => {
    const bed = new OperationTestBed();
    const names = new Map<string, string>();
    const [restApiId, before] = await contentOf(bed, bytesOf(shopDocument(3)), names);
    const exported = await bed.run(getExport, {
      restApiId,
      stageName: "prod",
      exportType: "oas30",
      parameters: { extensions: "apigateway" },
    });
    await bed.run(putRestApi, { restApiId, mode, body: exported.body as Uint8Array });
    expect(await deployedContent(bed, restApiId, names)).toEqual(before);
  },
);
