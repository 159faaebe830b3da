import { expect, test } from "vitest";
import type { MetricIdentity } from "../metric-store.ts";
import { parseMetricSearch } from "./metric-search.ts";

const METRIC: MetricIdentity = {
  namespace: "AWS/Lambda",
  metricName: "CustomCount1",
  dimensions: [
    { name: "FunctionName", value: "ProjectA-i-123" },
    { name: "Stage", value: "t2.micro" },
  ],
};

test.each([
  "{AWS/Lambda}",
  "{AWS/Lambda, FunctionName, Stage}",
  '{"AWS/Lambda", "Stage", FunctionName} count',
  "count",
  "COUNT",
  "customcount1 OR Count",
  "CustomCount",
  "Count1",
  "Custom-Count_1",
  '"CustomCount1"',
  'MetricName="CustomCount1"',
  "MetricName=count",
  'Stage="t2.micro" Namespace="AWS/Lambda"',
  "Stage=micro",
  "lambda custom",
  "lambda AND custom",
  "nothing OR custom",
  "(EC2 OR Lambda) MetricName=Count",
  "NOT i-999",
  "count NOT EC2 NOT EBS",
  '{AWS/Lambda}, MetricName="Errors" OR (MetricName="CustomCount1" AND (ProjectA OR ProjectB))',
])("parseMetricSearch() matches CustomCount1 of AWS/Lambda by %s", (text) => {
  expect(parseMetricSearch(text).matches(METRIC)).toBe(true);
});

test.each([
  "{AWS/EC2}",
  "{AWS/Lambda, FunctionName}",
  "couNT",
  "customcount",
  "count1",
  '"customcount1"',
  '"Custom"',
  "MetricName=lambda",
  "Other=count",
  "count AND EC2",
  "NOT Namespace=AWS",
  "NOT i-123",
])("parseMetricSearch() does not match CustomCount1 of AWS/Lambda by %s", (text) => {
  expect(parseMetricSearch(text).matches(METRIC)).toBe(false);
});

test("parseMetricSearch() takes escaped characters of an exact term literally", () => {
  const metric = { ...METRIC, metricName: "Europe\\France Traffic(Network)" };
  expect(parseMetricSearch(String.raw`"Europe\\France Traffic\(Network\)"`).matches(metric)).toBe(
    true,
  );
});

test.each([
  ["", "empty"],
  ["(count", "not closed"],
  ["count)", "Unexpected ')'"],
  ["count OR", "Unexpected end"],
  ["x ".repeat(600), "longer than 1024"],
  [`${"(".repeat(40)}x${")".repeat(40)}`, "nested too deeply"],
])("parseMetricSearch() refuses %s", (text, message) => {
  expect(() => parseMetricSearch(text)).toThrow(message);
});
