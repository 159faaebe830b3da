// Queries to begin with. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-examples.html
export const DEFAULT_QUERY = "fields @timestamp, @message\n| sort @timestamp desc\n| limit 100";

export const SAMPLE_QUERIES: readonly { readonly label: string; readonly value: string }[] = [
  { label: "The newest events", value: DEFAULT_QUERY },
  {
    label: "Errors in access logs, by status",
    value: "filter status >= 400\n| stats count(*) as requests by status\n| sort requests desc",
  },
  {
    label: "Requests in each 5 minutes",
    value: "stats count(*) as requests by bin(5m)",
  },
  {
    label: "Events with the word error",
    value:
      "fields @timestamp, @message, @logStream\n| filter @message like /(?i)error/\n| limit 100",
  },
];
