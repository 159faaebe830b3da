// CloudWatch Logs with the real AWS CLI: a group, its events and an error, as people type it.
import { expect, test } from "vitest";
import { awsCliMissing, runAwsCli } from "../../support/aws-cli.ts";
import { startControlPlaneServer } from "../../support/control-plane-server.ts";

test.skipIf(awsCliMissing)(
  "the AWS CLI makes a group, puts events and filters them",
  async () => {
    const server = await startControlPlaneServer();
    const aws = (...args: string[]) => runAwsCli(server.url, "logs", ...args);
    try {
      const group = ["--log-group-name", "/postern/cli"];
      const place = [...group, "--log-stream-name", "s"];
      await aws("create-log-group", ...group, "--tags", "team=edge");
      await aws("create-log-stream", ...place);
      const nowMs = Date.now();
      const events = ["GET /a 200 5", "GET /b 502 9"].map((message, index) =>
        JSON.stringify({ timestamp: nowMs + index, message }),
      );
      await aws("put-log-events", ...place, "--log-events", `[${events.join(",")}]`);
      // Pages of the CLI: it follows nextToken by itself.
      const pattern = "[method, path, status = 5*, ms]";
      const filtered = ["--filter-pattern", pattern, "--query", "events[].message"];
      expect(await aws("filter-log-events", ...group, ...filtered, "--page-size", "1")).toBe(
        "GET /b 502 9",
      );
      const shown = ["--query", "logGroups[].logGroupName"];
      expect(
        await aws("describe-log-groups", "--log-group-name-prefix", "/postern", ...shown),
      ).toBe("/postern/cli");
      await expect(aws("delete-log-group", "--log-group-name", "gone")).rejects.toThrow(
        "(ResourceNotFoundException) when calling the DeleteLogGroup operation: The specified log group does not exist.",
      );
    } finally {
      await server.close();
    }
  },
  120_000,
);

test.skipIf(awsCliMissing)(
  "the AWS CLI keeps metric filters and resource policies",
  async () => {
    const server = await startControlPlaneServer();
    const aws = (...args: string[]) => runAwsCli(server.url, "logs", ...args);
    try {
      const group = ["--log-group-name", "/postern/cli"];
      const filter = [...group, "--filter-name", "errors"];
      await aws("create-log-group", ...group);
      const transformation =
        "metricName=Errors,metricNamespace=Shop,metricValue=$.ms,unit=Milliseconds,dimensions={Route=$.route}";
      const pattern = ["--filter-pattern", "{ $.status >= 500 }"];
      const put = ["put-metric-filter", ...filter, ...pattern, "--metric-transformations"];
      await aws(...put, transformation);
      const shown = ["--query", "metricFilters[].metricTransformations[].dimensions.Route"];
      expect(await aws("describe-metric-filters", ...group, ...shown)).toBe("$.route");
      await expect(aws(...put, `${transformation},defaultValue=0`)).rejects.toThrow(
        "(InvalidParameterException) when calling the PutMetricFilter operation: Invalid metric transformation: dimensions and default value are mutually exclusive properties",
      );
      await aws("delete-metric-filter", ...filter);
      const statement = {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "logs:PutLogEvents",
        Resource: "*",
      };
      const policy = ["--policy-name", "delivery"];
      const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      await aws("put-resource-policy", ...policy, "--policy-document", document);
      const names = ["--query", "resourcePolicies[].policyName"];
      expect(await aws("describe-resource-policies", ...names)).toBe("delivery");
      await aws("delete-resource-policy", ...policy);
      expect(await aws("describe-resource-policies", ...names)).toBe("");
    } finally {
      await server.close();
    }
  },
  120_000,
);
