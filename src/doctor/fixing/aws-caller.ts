// Makes calls to AWS's APIs by the names of service and operation: what a rule wrote down as plain data becomes the
// SDK's own command, sent by the clients that the source was read with.
import type { AwsCall } from "../rule.ts";
import type { AwsClients } from "../sources/aws-clients.ts";

/** Makes one call; rejects with the SDK's exception. */
export interface AwsCaller {
  call(
    service: AwsCall["service"],
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
}

type SdkPackage = Readonly<Record<string, unknown>>;
type Sender = (command: unknown) => Promise<Readonly<Record<string, unknown>>>;

const PACKAGES: Readonly<Record<AwsCall["service"], () => Promise<SdkPackage>>> = {
  apigateway: () => import("@aws-sdk/client-api-gateway"),
  apigatewayv2: () => import("@aws-sdk/client-apigatewayv2"),
  elbv2: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
  acm: () => import("@aws-sdk/client-acm"),
  ec2: () => import("@aws-sdk/client-ec2"),
};

/** Calls through the clients; closing them is up to who made them. */
export function createAwsCaller(clients: Pick<AwsClients, AwsCall["service"]>): AwsCaller {
  return {
    async call(service, operation, input) {
      const sdk = await PACKAGES[service]();
      const Command = sdk[`${operation}Command`];
      if (typeof Command !== "function") {
        throw new Error(`Cannot call ${service} ${operation}: the SDK has no such operation`);
      }
      const client = clients[service];
      const send = client.send.bind(client) as unknown as Sender;
      return send(new (Command as new (value: unknown) => unknown)(input));
    },
  };
}
