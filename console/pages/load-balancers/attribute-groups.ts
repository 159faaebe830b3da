// The attributes that have a form of their own, grouped and named as AWS's console has them; what the API has beside
// them is listed under its key.

export interface AttributeField {
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  /** A switch, one of several choices, or text. */
  readonly control: "switch" | "text" | readonly { value: string; label: string; text: string }[];
}

export interface AttributeGroup {
  readonly title: string;
  readonly attributes: readonly AttributeField[];
}

const PACKET_HANDLING: AttributeGroup = {
  title: "Packet handling",
  attributes: [
    {
      key: "routing.http.desync_mitigation_mode",
      label: "Desync mitigation mode",
      description: "What becomes of requests that target and load balancer might read differently",
      control: [
        {
          value: "monitor",
          label: "Monitor",
          text: "Every request is passed on, whatever its classification",
        },
        {
          value: "defensive",
          label: "Defensive",
          text: "Requests that are known to be dangerous are refused or sent on a connection of their own",
        },
        {
          value: "strictest",
          label: "Strictest",
          text: "Only requests that keep RFC 7230 to the letter are passed on; others get 400",
        },
      ],
    },
    {
      key: "routing.http.drop_invalid_header_fields.enabled",
      label: "Drop invalid header fields",
      control: "switch",
    },
    {
      key: "routing.http.xff_header_processing.mode",
      label: "X-Forwarded-For header",
      control: [
        { value: "append", label: "Append", text: "The client's address is added" },
        { value: "preserve", label: "Preserve", text: "The field is passed on as it came" },
        { value: "remove", label: "Remove", text: "The field is dropped" },
      ],
    },
    {
      key: "routing.http.xff_client_port.enabled",
      label: "Client port preservation",
      control: "switch",
    },
    {
      key: "routing.http.preserve_host_header.enabled",
      label: "Preserve host header",
      control: "switch",
    },
    {
      key: "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
      label: "TLS version and cipher headers",
      control: "switch",
    },
  ],
};

const TRAFFIC: AttributeGroup = {
  title: "Traffic configuration",
  attributes: [
    {
      key: "idle_timeout.timeout_seconds",
      label: "Connection idle timeout (seconds)",
      control: "text",
    },
    {
      key: "client_keep_alive.seconds",
      label: "HTTP client keepalive duration (seconds)",
      control: "text",
    },
    { key: "routing.http2.enabled", label: "HTTP/2", control: "switch" },
    { key: "waf.fail_open.enabled", label: "WAF fail open", control: "switch" },
  ],
};

const AVAILABILITY: AttributeGroup = {
  title: "Availability Zone routing configuration",
  attributes: [
    {
      key: "load_balancing.cross_zone.enabled",
      label: "Cross-zone load balancing",
      control: "switch",
    },
    {
      key: "zonal_shift.config.enabled",
      label: "ARC zonal shift integration",
      control: "switch",
    },
  ],
};

const PROTECTION: AttributeGroup = {
  title: "Protection",
  attributes: [
    { key: "deletion_protection.enabled", label: "Deletion protection", control: "switch" },
    {
      key: "ipv6.deny_all_igw_traffic",
      label: "Block internet gateway access (IPv6)",
      control: "switch",
    },
  ],
};

const MONITORING: AttributeGroup = {
  title: "Monitoring",
  attributes: [
    { key: "access_logs.s3.enabled", label: "Access logs", control: "switch" },
    { key: "access_logs.s3.bucket", label: "Access logs: S3 bucket", control: "text" },
    { key: "access_logs.s3.prefix", label: "Access logs: prefix", control: "text" },
    { key: "connection_logs.s3.enabled", label: "Connection logs", control: "switch" },
    { key: "connection_logs.s3.bucket", label: "Connection logs: S3 bucket", control: "text" },
    { key: "connection_logs.s3.prefix", label: "Connection logs: prefix", control: "text" },
    { key: "health_check_logs.s3.enabled", label: "Health check logs", control: "switch" },
    { key: "health_check_logs.s3.bucket", label: "Health check logs: S3 bucket", control: "text" },
    { key: "health_check_logs.s3.prefix", label: "Health check logs: prefix", control: "text" },
  ],
};

/**
 * Groups of what a load balancer of that type has among `values`. A Network Load Balancer has no packet handling: it
 * does not read requests.
 */
export function attributeGroupsOf(
  type: string | undefined,
  values: Readonly<Record<string, string>>,
): AttributeGroup[] {
  const groups =
    type === "application"
      ? [TRAFFIC, PACKET_HANDLING, AVAILABILITY, PROTECTION, MONITORING]
      : [TRAFFIC, AVAILABILITY, PROTECTION, MONITORING];
  const known = new Set(groups.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
  const others = Object.keys(values)
    .filter((key) => !known.has(key))
    .sort()
    .map((key): AttributeField => ({ key, label: key, control: "text" }));
  const present = groups
    .map(({ title, attributes }) => ({
      title,
      attributes: attributes.filter(({ key }) => Object.hasOwn(values, key)),
    }))
    .filter(({ attributes }) => attributes.length > 0);
  return others.length === 0 ? present : [...present, { title: "Other", attributes: others }];
}
