// Creates a VPC link of either kind.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import {
  apiGateway,
  apiGatewayV2,
  computeCloud,
  loadBalancing,
} from "../../commons/aws-clients.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

async function loadNetwork(): Promise<{
  subnets: Choice[];
  groups: Choice[];
  balancers: Choice[];
}> {
  const [ec2, elb] = await Promise.all([computeCloud(), loadBalancing()]);
  const [subnets, groups, balancers] = await Promise.all([
    ec2.describeSubnets({}),
    ec2.describeSecurityGroups({}),
    elb.describeLoadBalancers({}),
  ]);
  return {
    subnets: (subnets.Subnets ?? []).map((subnet) => ({
      value: subnet.SubnetId ?? "",
      label: subnet.SubnetId ?? "",
      description: `${subnet.VpcId} · ${subnet.AvailabilityZone} · ${subnet.CidrBlock}`,
    })),
    groups: (groups.SecurityGroups ?? []).map((group) => ({
      value: group.GroupId ?? "",
      label: `${group.GroupName} (${group.GroupId})`,
      description: group.VpcId ?? "",
    })),
    balancers: (balancers.LoadBalancers ?? [])
      .filter((balancer) => balancer.Type === "network")
      .map((balancer) => ({
        value: balancer.LoadBalancerArn ?? "",
        label: balancer.LoadBalancerName ?? "",
      })),
  };
}

export function CreateVpcLink(): ReactNode {
  const navigate = useNavigate();
  const network = useLoaded(loadNetwork);
  const action = useAction();
  const [version, setVersion] = useState("2");
  const [name, setName] = useState("");
  const [subnets, setSubnets] = useState<readonly Choice[]>([]);
  const [groups, setGroups] = useState<readonly Choice[]>([]);
  const [balancer, setBalancer] = useState<Choice | null>(null);
  const create = async () => {
    const done = await action.run(async () => {
      if (version === "2") {
        await (
          await apiGatewayV2()
        ).createVpcLink({
          Name: name,
          SubnetIds: subnets.map(({ value }) => value),
          SecurityGroupIds: groups.map(({ value }) => value),
        });
      } else {
        await (await apiGateway()).createVpcLink({ name, targetArns: [balancer?.value ?? ""] });
      }
    });
    if (done) await navigate("/vpc-links");
  };
  const isComplete = name !== "" && (version === "2" ? subnets.length > 0 : balancer !== null);
  return (
    <Page title="Create VPC link" parents={[{ text: "VPC links", href: href("/vpc-links") }]}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Form
          errorText={action.error}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" href={href("/vpc-links")}>
                Cancel
              </Button>
              <Button variant="primary" disabled={!isComplete} loading={action.isRunning}>
                Create
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              {network.error === "" ? null : <Alert type="error">{network.error}</Alert>}
              <FormField label="VPC link version">
                <Tiles
                  value={version}
                  onChange={({ detail }) => setVersion(detail.value)}
                  items={[
                    {
                      value: "2",
                      label: "VPC link V2",
                      description:
                        "HTTP and REST APIs, towards Application or Network Load Balancers",
                    },
                    {
                      value: "1",
                      label: "VPC link for REST APIs (V1)",
                      description: "REST APIs, towards one Network Load Balancer",
                    },
                  ]}
                />
              </FormField>
              <FormField label="Name">
                <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              {version === "2" ? (
                <>
                  <FormField label="Subnets" description="One network interface is made in each">
                    <Multiselect
                      selectedOptions={subnets}
                      options={network.value?.subnets ?? []}
                      filteringType="auto"
                      deselectAriaLabel={({ label }) => `Remove ${label ?? ""}`}
                      placeholder="Choose subnets"
                      statusType={network.isLoading ? "loading" : "finished"}
                      onChange={({ detail }) => setSubnets(detail.selectedOptions as Choice[])}
                    />
                  </FormField>
                  <FormField label="Security groups" description="Optional">
                    <Multiselect
                      selectedOptions={groups}
                      options={network.value?.groups ?? []}
                      filteringType="auto"
                      deselectAriaLabel={({ label }) => `Remove ${label ?? ""}`}
                      placeholder="Choose security groups"
                      statusType={network.isLoading ? "loading" : "finished"}
                      onChange={({ detail }) => setGroups(detail.selectedOptions as Choice[])}
                    />
                  </FormField>
                </>
              ) : (
                <FormField label="Target NLB">
                  <Select
                    selectedOption={balancer}
                    options={network.value?.balancers ?? []}
                    placeholder="Choose a Network Load Balancer"
                    empty="There is no Network Load Balancer"
                    statusType={network.isLoading ? "loading" : "finished"}
                    onChange={({ detail }) => setBalancer(detail.selectedOption as Choice)}
                  />
                </FormField>
              )}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}
