// `postern status`: what runs and where it is reached, from /_postern/endpoints of a running Postern.
import { Command } from "commander";
import { endpointOption, fetchPostern } from "./postern-endpoint.ts";

interface StatusFlags {
  endpointUrl: string;
  json?: true;
}

/** The shape of GET /_postern/endpoints, as far as it is shown here. */
interface Endpoints {
  readonly apis: readonly {
    apiId: string;
    name: string;
    protocolType: string;
    stages: readonly { name: string; invokeUrl: string }[];
  }[];
  readonly loadBalancers: readonly {
    arn: string;
    dnsName: string;
    type: string;
    listeners: readonly { protocol: string; port: number; addresses: readonly string[] }[];
  }[];
}

export function statusCommand(
  write: (text: string) => void = (text) => process.stdout.write(text),
) {
  return new Command("status")
    .description("Show what runs and where it is reached")
    .addOption(endpointOption())
    .option("--json", "print what /_postern/endpoints answers")
    .action(async (flags: StatusFlags) => {
      const endpoints = await fetchPostern<Endpoints>(flags.endpointUrl, "/_postern/endpoints");
      write(flags.json === true ? `${JSON.stringify(endpoints, null, 2)}\n` : report(endpoints));
    });
}

function report(endpoints: Endpoints): string {
  let text = "APIs\n";
  if (endpoints.apis.length === 0) text += "  none\n";
  for (const api of endpoints.apis) {
    text += `  ${api.apiId}  ${api.protocolType}  ${api.name}\n`;
    if (api.stages.length === 0) text += "    no stage\n";
    for (const stage of api.stages) text += `    ${stage.name}  ${stage.invokeUrl}\n`;
  }
  text += "Load balancers\n";
  if (endpoints.loadBalancers.length === 0) text += "  none\n";
  for (const balancer of endpoints.loadBalancers) {
    text += `  ${balancer.dnsName}  ${balancer.type}\n`;
    if (balancer.listeners.length === 0) text += "    no listener\n";
    for (const listener of balancer.listeners) {
      const addresses = listener.addresses.length > 0 ? listener.addresses.join(" ") : "not bound";
      text += `    ${listener.protocol}:${listener.port}  ${addresses}\n`;
    }
  }
  return text;
}
