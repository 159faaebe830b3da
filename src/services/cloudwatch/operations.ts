// The CloudWatch operations that are there. What is left out answers 501 and names itself.
import type * as sdk from "@aws-sdk/client-cloudwatch";
import type { OperationHandlers } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";
import { deleteAlarms } from "./delete-alarms.ts";
import { deleteDashboards } from "./delete-dashboards.ts";
import { describeAlarmHistory } from "./describe-alarm-history.ts";
import { describeAlarms } from "./describe-alarms.ts";
import { describeAlarmsForMetric } from "./describe-alarms-for-metric.ts";
import { disableAlarmActions } from "./disable-alarm-actions.ts";
import { enableAlarmActions } from "./enable-alarm-actions.ts";
import { getDashboard } from "./get-dashboard.ts";
import { getMetricData } from "./get-metric-data.ts";
import { getMetricStatistics } from "./get-metric-statistics.ts";
import { listDashboards } from "./list-dashboards.ts";
import { listMetrics } from "./list-metrics.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { putCompositeAlarm } from "./put-composite-alarm.ts";
import { putDashboard } from "./put-dashboard.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";
import { putMetricData } from "./put-metric-data.ts";
import { setAlarmState } from "./set-alarm-state.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

export const operations: OperationHandlers<typeof sdk, OperationContext> = {
  DeleteAlarms: deleteAlarms,
  DeleteDashboards: deleteDashboards,
  DescribeAlarmHistory: describeAlarmHistory,
  DescribeAlarms: describeAlarms,
  DescribeAlarmsForMetric: describeAlarmsForMetric,
  DisableAlarmActions: disableAlarmActions,
  EnableAlarmActions: enableAlarmActions,
  GetDashboard: getDashboard,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListDashboards: listDashboards,
  ListMetrics: listMetrics,
  ListTagsForResource: listTagsForResource,
  PutCompositeAlarm: putCompositeAlarm,
  PutDashboard: putDashboard,
  PutMetricAlarm: putMetricAlarm,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
  TagResource: tagResource,
  UntagResource: untagResource,
};
