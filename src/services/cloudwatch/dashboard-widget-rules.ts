// What a widget of a dashboard has to satisfy, in the words that users have been shown by AWS: a widget that the
// console could not draw is refused. What is drawn by other services (logs, explorers, custom widgets) is not looked at.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
import type { DashboardValidationMessage } from "@aws-sdk/client-cloudwatch";

type JsonObject = Readonly<Record<string, unknown>>;

/** Where a widget can be and how large; inclusive. */
const PLACES: readonly (readonly [name: string, min: number, max: number])[] = [
  ["x", 0, 23],
  ["y", 0, Infinity],
  ["width", 1, 24],
  ["height", 1, 1000],
];
const ALARMS_MAX = 100;

/** All that is wrong with the widget at `path`. */
export function widgetMessages(widget: unknown, path: string): DashboardValidationMessage[] {
  if (!isObject(widget)) return [message(path, "Should be object")];
  const missing = ["type", "properties"].filter((name) => !Object.hasOwn(widget, name));
  return [
    ...missing.map((name) => required(path, name)),
    ...PLACES.flatMap(([name, min, max]) =>
      placeMessages(widget[name], `${path}/${name}`, { min, max }),
    ),
    ...(missing.length === 0 ? propertyMessages(widget, `${path}/properties`) : []),
  ];
}

function placeMessages(
  value: unknown,
  path: string,
  { min, max }: { readonly min: number; readonly max: number },
): DashboardValidationMessage[] {
  if (value === undefined) return [];
  if (typeof value !== "number") return [message(path, "Should be integer")];
  if (value < min) return [message(path, `Should be >= ${min}`)];
  return value > max ? [message(path, `Should be <= ${max}`)] : [];
}

function propertyMessages(
  { type, properties }: JsonObject,
  path: string,
): DashboardValidationMessage[] {
  if (!isObject(properties)) return [message(path, "Should be object")];
  if (type === "text" && properties["markdown"] === undefined) return [required(path, "markdown")];
  if (type === "alarm") return alarmMessages(properties["alarms"], path);
  return type === "metric" ? metricMessages(properties, path) : [];
}

function alarmMessages(alarms: unknown, path: string): DashboardValidationMessage[] {
  if (alarms === undefined) return [required(path, "alarms")];
  const place = `${path}/alarms`;
  if (!Array.isArray(alarms)) return [message(place, "Should be array")];
  if (alarms.length === 0) return [message(place, "Should NOT have less than 1 items")];
  return alarms.length > ALARMS_MAX
    ? [message(place, `Should NOT have more than ${ALARMS_MAX} items`)]
    : [];
}

/** Either a region and metrics (or a rule of Contributor Insights), or annotations. */
function metricMessages(properties: JsonObject, path: string): DashboardValidationMessage[] {
  const { metrics, insightRule, region, annotations } = properties;
  const hasSource = metrics !== undefined || insightRule !== undefined;
  if (annotations === undefined && !(hasSource && region !== undefined)) {
    return [
      required(path, hasSource ? "region" : "metrics"),
      message(
        path,
        "The metric widget should have specified a region and a data source or an alarm annotation",
      ),
      required(path, "annotations"),
    ];
  }
  if (metrics === undefined) return [];
  const place = `${path}/metrics`;
  if (!Array.isArray(metrics)) return [message(place, "Should be array")];
  return metrics.flatMap((metric: unknown, index) => fieldMessages(metric, `${place}/${index}`));
}

/** `["Shop", "Orders", "Service", "cart", { "stat": "Sum" }]`. */
function fieldMessages(metric: unknown, path: string): DashboardValidationMessage[] {
  if (!Array.isArray(metric)) {
    return [
      message(path, "Should be array"),
      message(
        path,
        'Field "metrics" has to be an array of array of strings, with an optional metricRenderer object as last element',
      ),
    ];
  }
  return metric.flatMap((field: unknown, index) =>
    typeof field === "string" || (isObject(field) && index === metric.length - 1)
      ? []
      : [message(`${path}/${index}`, "Invalid metric field type, only 'String' type is allowed")],
  );
}

function required(path: string, name: string): DashboardValidationMessage {
  return message(path, `Should have required property '${name}'`);
}

function message(DataPath: string, Message: string): DashboardValidationMessage {
  return { DataPath, Message };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
