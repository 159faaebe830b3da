// Creates a VPC link of either kind.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { href } from "../../commons/href.ts";
import { NetworkFields } from "../../commons/network-fields.tsx";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { listLoadBalancers } from "../load-balancers/load-balancers.ts";

const VERSIONS = [
  {
    value: "2",
    label: "VPC link V2",
    description: "HTTP and REST APIs, towards Application or Network Load Balancers",
  },
  {
    value: "1",
    label: "VPC link for REST APIs (V1)",
    description: "REST APIs, towards one Network Load Balancer",
  },
];

export function CreateVpcLink(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [version, setVersion] = useState("2");
  const [name, setName] = useState("");
  const [subnets, setSubnets] = useState<readonly Choice[]>([]);
  const [groups, setGroups] = useState<readonly Choice[]>([]);
  const [balancer, setBalancer] = useState<Choice | null>(null);
  const create = () =>
    action.run(async () => {
      if (version === "2") {
        const client = await apiGatewayV2();
        await client.createVpcLink({
          Name: name,
          SubnetIds: subnets.map(({ value }) => value),
          SecurityGroupIds: groups.map(({ value }) => value),
        });
      } else {
        await (await apiGateway()).createVpcLink({ name, targetArns: [balancer?.value ?? ""] });
      }
      tell({ type: "success", header: `VPC link ${name} is being created` });
      await navigate("/vpc-links");
    });
  return (
    <Page title="Create VPC link" parents={[{ text: "VPC links", href: href("/vpc-links") }]}>
      <PageForm
        submitText="Create"
        isComplete={name !== "" && (version === "2" ? subnets.length > 0 : balancer !== null)}
        action={action}
        cancelTo="/vpc-links"
        onSubmit={() => void create()}
      >
        <Container>
          <SpaceBetween size="l">
            <FormField label="VPC link version" stretch>
              <Tiles
                value={version}
                ariaLabel="VPC link version"
                onChange={({ detail }) => setVersion(detail.value)}
                items={VERSIONS}
              />
            </FormField>
            <FormField label="Name">
              <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            {version === "2" ? (
              <NetworkFields
                subnets={subnets}
                groups={groups}
                subnetsText="One network interface is made in each"
                groupsText="What the load balancer's security groups have to let in"
                onSubnets={setSubnets}
                onGroups={setGroups}
              />
            ) : (
              <TargetNlb balancer={balancer} onChange={setBalancer} />
            )}
          </SpaceBetween>
        </Container>
      </PageForm>
    </Page>
  );
}

interface TargetNlbProps {
  readonly balancer: Choice | null;
  readonly onChange: (balancer: Choice) => void;
}

function TargetNlb({ balancer, onChange }: TargetNlbProps): ReactNode {
  const loaded = useLoaded(networkBalancers);
  return (
    <FormField label="Target NLB" errorText={loaded.error}>
      <Select
        selectedOption={balancer}
        options={loaded.value ?? []}
        placeholder="Choose a Network Load Balancer"
        empty="There is no Network Load Balancer"
        statusType={loaded.isLoading ? "loading" : "finished"}
        loadingText="Loading"
        onChange={({ detail }) => onChange(detail.selectedOption as Choice)}
      />
    </FormField>
  );
}

async function networkBalancers(): Promise<Choice[]> {
  return (await listLoadBalancers())
    .filter(({ Type }) => Type === "network")
    .map(({ LoadBalancerArn = "", LoadBalancerName = "", DNSName = "" }) => ({
      value: LoadBalancerArn,
      label: LoadBalancerName,
      description: DNSName,
    }));
}
