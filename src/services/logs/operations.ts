// The operations of CloudWatch Logs that are there. What is left out answers 501 and names itself.
import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { OperationHandlers } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";
import { associateKmsKey } from "./associate-kms-key.ts";
import { createLogGroup } from "./create-log-group.ts";
import { createLogStream } from "./create-log-stream.ts";
import { deleteLogGroup } from "./delete-log-group.ts";
import { deleteLogStream } from "./delete-log-stream.ts";
import { deleteMetricFilter } from "./delete-metric-filter.ts";
import { deleteQueryDefinition } from "./delete-query-definition.ts";
import { deleteResourcePolicy } from "./delete-resource-policy.ts";
import { deleteRetentionPolicy } from "./delete-retention-policy.ts";
import { describeLogGroups } from "./describe-log-groups.ts";
import { describeLogStreams } from "./describe-log-streams.ts";
import { describeMetricFilters } from "./describe-metric-filters.ts";
import { describeQueries } from "./describe-queries.ts";
import { describeQueryDefinitions } from "./describe-query-definitions.ts";
import { describeResourcePolicies } from "./describe-resource-policies.ts";
import { disassociateKmsKey } from "./disassociate-kms-key.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { getLogEvents } from "./get-log-events.ts";
import { getLogGroupFields } from "./get-log-group-fields.ts";
import { getLogRecord } from "./get-log-record.ts";
import { getQueryResults } from "./get-query-results.ts";
import { listLogGroups } from "./list-log-groups.ts";
import { listLogGroupsForQuery } from "./list-log-groups-for-query.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { listTagsLogGroup } from "./list-tags-log-group.ts";
import { putLogEvents } from "./put-log-events.ts";
import { putMetricFilter } from "./put-metric-filter.ts";
import { putQueryDefinition } from "./put-query-definition.ts";
import { putResourcePolicy } from "./put-resource-policy.ts";
import { putRetentionPolicy } from "./put-retention-policy.ts";
import { startLiveTail } from "./start-live-tail.ts";
import { startQuery } from "./start-query.ts";
import { stopQuery } from "./stop-query.ts";
import { tagLogGroup } from "./tag-log-group.ts";
import { tagResource } from "./tag-resource.ts";
import { testMetricFilter } from "./test-metric-filter.ts";
import { untagLogGroup } from "./untag-log-group.ts";
import { untagResource } from "./untag-resource.ts";

export const operations: OperationHandlers<typeof sdk, OperationContext> = {
  AssociateKmsKey: associateKmsKey,
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteMetricFilter: deleteMetricFilter,
  DeleteQueryDefinition: deleteQueryDefinition,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DescribeMetricFilters: describeMetricFilters,
  DescribeQueries: describeQueries,
  DescribeQueryDefinitions: describeQueryDefinitions,
  DescribeResourcePolicies: describeResourcePolicies,
  DisassociateKmsKey: disassociateKmsKey,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  GetLogGroupFields: getLogGroupFields,
  GetLogRecord: getLogRecord,
  GetQueryResults: getQueryResults,
  ListLogGroups: listLogGroups,
  ListLogGroupsForQuery: listLogGroupsForQuery,
  ListTagsForResource: listTagsForResource,
  ListTagsLogGroup: listTagsLogGroup,
  PutLogEvents: putLogEvents,
  PutMetricFilter: putMetricFilter,
  PutQueryDefinition: putQueryDefinition,
  PutResourcePolicy: putResourcePolicy,
  PutRetentionPolicy: putRetentionPolicy,
  StartLiveTail: startLiveTail,
  StartQuery: startQuery,
  StopQuery: stopQuery,
  TagLogGroup: tagLogGroup,
  TagResource: tagResource,
  TestMetricFilter: testMetricFilter,
  UntagLogGroup: untagLogGroup,
  UntagResource: untagResource,
};
