import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { modifyListenerAttributes } from "./modify-listener-attributes.ts";

async function modify(Key: string, Value: string) {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  return { bed, input: { ListenerArn, Attributes: [{ Key, Value }] } };
}

test("modifyListenerAttributes() sets a response header", async () => {
  const attribute = {
    Key: "routing.http.response.x_frame_options.header_value",
    Value: "DENY",
  };
  const { bed, input } = await modify(attribute.Key, attribute.Value);
  const answer = await bed.run(modifyListenerAttributes, input);
  expect(answer.Attributes).toContainEqual(attribute);
  expect(bed.warnings).toEqual([]);
});

test.for<[string, string, string, RegExp]>([
  ["nothing", "x", "ValidationException", /key 'nothing' is not recognized$/],
  [
    "tcp.idle_timeout.seconds",
    "60",
    "InvalidConfigurationRequestException",
    /not supported on listeners with protocol 'HTTP'$/,
  ],
  [
    "routing.http.response.strict_transport_security.header_value",
    "max-age=1",
    "InvalidConfigurationRequestException",
    /not supported on listeners with protocol 'HTTP'$/,
  ],
  [
    "routing.http.response.content_security_policy.header_value",
    "x".repeat(1025),
    "ValidationException",
    /at most 1024 characters$/,
  ],
  [
    "routing.http.response.x_frame_options.header_value",
    "DENY\r\nX: y",
    "ValidationException",
    /character that is not valid$/,
  ],
  ["routing.http.response.server.enabled", "no", "ValidationException", /'true' or 'false'$/],
])("modifyListenerAttributes() refuses %s=%j", async ([Key, Value, name, message]) => {
  const { bed, input } = await modify(Key, Value);
  expect(await bed.refusal(modifyListenerAttributes, input)).toEqual([
    name,
    expect.stringMatching(message),
  ]);
});
