// A REST API's life with the real AWS CLI: a pet store is imported, deployed, invoked, tried out, exported, and what
// was exported makes the same API again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { awsCliMissing, runAwsCli } from "../support/aws-cli.ts";
import { startPosternProcess } from "../support/postern-process.ts";
import { startRecordingTarget } from "../support/recording-target.ts";

const petStore = (targetPort: number) => ({
  openapi: "3.0.1",
  info: { title: "PetStore", version: "1.0" },
  paths: {
    "/pets": {
      get: {
        parameters: [{ name: "type", in: "query", schema: { type: "string" } }],
        responses: { 200: { description: "Pets" } },
        "x-amazon-apigateway-integration": {
          type: "http_proxy",
          httpMethod: "GET",
          uri: `http://127.0.0.1:${targetPort}/petstore/pets`,
        },
      },
    },
    "/pets/{petId}": {
      get: {
        parameters: [{ name: "petId", in: "path", required: true, schema: { type: "string" } }],
        responses: { 200: { description: "A pet" } },
        "x-amazon-apigateway-integration": {
          type: "mock",
          requestTemplates: { "application/json": '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: "200",
              responseTemplates: { "application/json": `{"id": "$input.params('petId')"}` },
            },
          },
        },
      },
    },
  },
});

test.skipIf(awsCliMissing)(
  "a pet store is imported, deployed, invoked, tried out and exported with the AWS CLI, without loss",
  { timeout: 240_000 },
  async () => {
    const target = await startRecordingTarget();
    const postern = await startPosternProcess("--ephemeral");
    const folder = mkdtempSync(join(tmpdir(), "postern-cli-"));
    const aws = (...args: string[]) => runAwsCli(postern.url, "apigateway", ...args);
    const importFile = (file: string) =>
      aws("import-rest-api", "--body", `fileb://${file}`, "--query", "id");
    const exportTo = async (restApiId: string, file: string) => {
      const stage = ["--rest-api-id", restApiId, "--stage-name", "test"];
      const kind = ["--export-type", "oas30", "--parameters", "extensions=integrations"];
      await aws("get-export", ...stage, ...kind, file);
      return JSON.parse(readFileSync(file, "utf8")) as { paths: unknown };
    };
    const deploy = (restApiId: string) =>
      aws("create-deployment", "--rest-api-id", restApiId, "--stage-name", "test");
    try {
      const document = join(folder, "petstore.json");
      writeFileSync(document, JSON.stringify(petStore(target.port)));
      const restApiId = await importFile(document);
      await deploy(restApiId);

      const base = `${postern.url}/_aws/execute-api/${restApiId}/test`;
      const proxied = await fetch(`${base}/pets?type=dog`);
      expect(await proxied.text()).toBe("hello\n");
      expect(target.heads[0]).toMatch(/^GET \/petstore\/pets\?type=dog HTTP\/1.1\r\n/);
      expect(await (await fetch(`${base}/pets/7`)).json()).toEqual({ id: "7" });
      expect((await fetch(`${base}/nowhere`)).status).toBe(403);

      const path = "items[?path=='/pets/{petId}'].id";
      const resourceId = await aws("get-resources", "--rest-api-id", restApiId, "--query", path);
      const method = [
        "--rest-api-id",
        restApiId,
        "--resource-id",
        resourceId,
        "--http-method",
        "GET",
      ];
      const tried = await aws(
        "test-invoke-method",
        ...method,
        "--path-with-query-string",
        "/pets/9",
        "--query",
        "[status, body, log]",
      );
      expect(tried).toContain('{"id": "9"}');
      expect(tried).toContain("Method completed with status: 200");

      const exported = join(folder, "exported.json");
      const first = await exportTo(restApiId, exported);
      const againId = await importFile(exported);
      await deploy(againId);
      const second = await exportTo(againId, join(folder, "again.json"));
      expect(second.paths).toEqual(first.paths);
      expect(Object.keys(first.paths as object)).toEqual(
        expect.arrayContaining(["/pets", "/pets/{petId}"]),
      );
    } finally {
      rmSync(folder, { recursive: true });
      await postern.stop();
      await target.close();
    }
  },
);
