// The attributes of listeners, by the listener's protocol.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
import {
  boolean,
  integer,
  text,
  type AttributeDefinition,
  type AttributeRule,
} from "./attribute-definition.ts";

const HEADER_NAME_LENGTH_MAX = 40;
const HEADER_VALUE_LENGTH_MAX = 1024;

const headerName: AttributeRule = text(HEADER_NAME_LENGTH_MAX, /^[A-Za-z0-9_-]*$/);
const headerValue: AttributeRule = text(
  HEADER_VALUE_LENGTH_MAX,
  /^[A-Za-z0-9_ :;.,\\/'?!(){}[\]@<>=\-+*#&`|~^%]*$/,
);

/** Request headers that an HTTPS listener may rename, with their own names. */
const RENAMED_REQUEST_HEADERS: readonly (readonly [string, string])[] = [
  ["x_amzn_mtls_clientcert_serial_number", "X-Amzn-Mtls-Clientcert-Serial-Number"],
  ["x_amzn_mtls_clientcert_issuer", "X-Amzn-Mtls-Clientcert-Issuer"],
  ["x_amzn_mtls_clientcert_subject", "X-Amzn-Mtls-Clientcert-Subject"],
  ["x_amzn_mtls_clientcert_validity", "X-Amzn-Mtls-Clientcert-Validity"],
  ["x_amzn_mtls_clientcert_leaf", "X-Amzn-Mtls-Clientcert-Leaf"],
  ["x_amzn_mtls_clientcert", "X-Amzn-Mtls-Clientcert"],
  ["x_amzn_tls_version", "X-Amzn-Tls-Version"],
  ["x_amzn_tls_cipher_suite", "X-Amzn-Tls-Cipher-Suite"],
];

/** Response headers that a listener may set on every answer; empty means that it does not. */
const RESPONSE_HEADERS: readonly string[] = [
  "strict_transport_security",
  "access_control_allow_origin",
  "access_control_allow_methods",
  "access_control_allow_headers",
  "access_control_allow_credentials",
  "access_control_expose_headers",
  "access_control_max_age",
  "content_security_policy",
  "x_content_type_options",
  "x_frame_options",
];

const RESPONSE: readonly AttributeDefinition[] = [
  {
    key: "routing.http.response.server.enabled",
    rule: boolean,
    defaultValue: "true",
    hasEffect: true,
  },
  ...RESPONSE_HEADERS.map((name) => ({
    key: `routing.http.response.${name}.header_value`,
    rule: headerValue,
    defaultValue: "",
    hasEffect: true,
  })),
];

const REQUEST: readonly AttributeDefinition[] = RENAMED_REQUEST_HEADERS.map(
  ([name, defaultValue]) => ({
    key: `routing.http.request.${name}.header_name`,
    rule: headerName,
    defaultValue,
    hasEffect: false,
  }),
);

const TCP: readonly AttributeDefinition[] = [
  {
    key: "tcp.idle_timeout.seconds",
    rule: integer(60, 6000),
    defaultValue: "350",
    hasEffect: true,
  },
];

const STRICT_TRANSPORT_SECURITY = "routing.http.response.strict_transport_security.header_value";

/** The attributes that a listener of that protocol has. */
export function listenerAttributeDefinitions(protocol: string): readonly AttributeDefinition[] {
  if (protocol === "HTTPS") return [...REQUEST, ...RESPONSE];
  // [I] HSTS makes sense on HTTPS alone.
  if (protocol === "HTTP") return RESPONSE.filter(({ key }) => key !== STRICT_TRANSPORT_SECURITY);
  return protocol === "TCP" ? TCP : [];
}
