// Where a private integration leads: a listener of an Application or Network Load Balancer, reached by a VPC link.
import FormField from "@cloudscape-design/components/form-field";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Listener, LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { apiGatewayV2 } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { everyPage } from "../../commons/every-page.ts";
import { href } from "../../commons/href.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { listListeners, listLoadBalancers } from "../load-balancers/load-balancers.ts";

export interface ListenerChoiceProps {
  readonly listenerArn: string;
  readonly vpcLinkId: string;
  readonly onChange: (change: { listenerArn?: string; vpcLinkId?: string }) => void;
}

const TARGET_SERVICE = { value: "elb", label: "ALB/NLB" };

export function ListenerChoice(props: ListenerChoiceProps): ReactNode {
  const { listenerArn, vpcLinkId, onChange } = props;
  const [balancerArn, setBalancerArn] = useState(() => balancerOf(listenerArn));
  const balancers = useLoaded(balancerChoices);
  const listeners = useLoaded(() => listenerChoices(balancerArn), [balancerArn]);
  const links = useLoaded(vpcLinkChoices);
  return (
    <SpaceBetween size="l">
      <FormField label="Target service">
        <Select
          selectedOption={TARGET_SERVICE}
          options={[TARGET_SERVICE]}
          onChange={() => undefined}
        />
      </FormField>
      <FormField label="Load balancer" errorText={balancers.error}>
        <Select
          selectedOption={chosen(balancers.value, balancerArn)}
          options={balancers.value ?? []}
          placeholder="Choose a load balancer"
          empty="There is no load balancer"
          statusType={balancers.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => {
            setBalancerArn(detail.selectedOption.value ?? "");
            onChange({ listenerArn: "" });
          }}
        />
      </FormField>
      <FormField label="Listener" errorText={listeners.error}>
        <Select
          selectedOption={chosen(listeners.value, listenerArn)}
          options={listeners.value ?? []}
          placeholder="Choose a listener"
          empty={balancerArn === "" ? "Choose a load balancer first" : "It has no listener"}
          statusType={listeners.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => onChange({ listenerArn: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <FormField
        label="VPC link"
        errorText={links.error}
        description={
          <>
            The private way to it. <Link href={href("/vpc-links/create")}>Create VPC link</Link>
          </>
        }
      >
        <Select
          selectedOption={chosen(links.value, vpcLinkId)}
          options={links.value ?? []}
          placeholder="Choose a VPC link"
          empty="There is no VPC link (V2)"
          statusType={links.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => onChange({ vpcLinkId: detail.selectedOption.value ?? "" })}
        />
      </FormField>
    </SpaceBetween>
  );
}

/** What is chosen and not listed, as it was deleted meanwhile, is shown as it is. */
function chosen(choices: readonly Choice[] | undefined, value: string): Choice | null {
  if (value === "") return null;
  return choices?.find((choice) => choice.value === value) ?? { value, label: value };
}

/** A listener's ARN has in it what its load balancer's has. */
export function balancerOf(listenerArn: string): string {
  const [, start, name] = /^(.+):listener\/([^/]+\/[^/]+\/[^/]+)\/[^/]+$/.exec(listenerArn) ?? [];
  return name === undefined ? "" : `${start}:loadbalancer/${name}`;
}

async function balancerChoices(): Promise<Choice[]> {
  const balancers = await listLoadBalancers();
  return balancers.map(({ LoadBalancerArn = "", LoadBalancerName = "", Type }: LoadBalancer) => ({
    value: LoadBalancerArn,
    label: LoadBalancerName,
    description: Type === "network" ? "Network Load Balancer" : "Application Load Balancer",
  }));
}

async function listenerChoices(balancerArn: string): Promise<Choice[]> {
  if (balancerArn === "") return [];
  const listeners = await listListeners(balancerArn);
  return listeners.map(({ ListenerArn = "", Protocol, Port }: Listener) => ({
    value: ListenerArn,
    label: `${Protocol} ${Port}`,
  }));
}

async function vpcLinkChoices(): Promise<Choice[]> {
  const client = await apiGatewayV2();
  const links = await everyPage(async (NextToken) => {
    const answer = await client.getVpcLinks({ MaxResults: "100", NextToken });
    return { items: answer.Items, next: answer.NextToken };
  });
  return links.map(({ VpcLinkId = "", Name = "", VpcLinkStatus = "" }) => ({
    value: VpcLinkId,
    label: Name,
    description: `${VpcLinkId} · ${VpcLinkStatus}`,
  }));
}
