// Creates a target group.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ProtocolEnum, TargetTypeEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { computeCloud, loadBalancing } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";

export interface CreateTargetGroupProps {
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const choice = (value: string): Choice => ({ value, label: value });
const TYPES = ["ip", "instance", "alb"].map(choice);
const PROTOCOLS = ["HTTP", "HTTPS", "TCP", "TLS"].map(choice);

async function vpcChoices(): Promise<Choice[]> {
  const { Vpcs = [] } = await (await computeCloud()).describeVpcs({});
  return Vpcs.map(({ VpcId = "", CidrBlock = "" }) => ({
    value: VpcId,
    label: VpcId,
    description: CidrBlock,
  }));
}

export function CreateTargetGroup({ onDone, onCancel }: CreateTargetGroupProps): ReactNode {
  const vpcs = useLoaded(vpcChoices);
  const [name, setName] = useState("");
  const [type, setType] = useState("ip");
  const [protocol, setProtocol] = useState("HTTP");
  const [port, setPort] = useState("80");
  const [vpc, setVpc] = useState<Choice | null>(null);
  const [path, setPath] = useState("/");
  const chosenVpc = vpc ?? vpcs.value?.[0] ?? null;
  const hasPath = protocol === "HTTP" || protocol === "HTTPS";
  const create = async () =>
    (await loadBalancing()).createTargetGroup({
      Name: name,
      TargetType: type as TargetTypeEnum,
      Protocol: protocol as ProtocolEnum,
      Port: Number(port),
      VpcId: chosenVpc?.value,
      HealthCheckPath: hasPath ? path : undefined,
    });
  return (
    <DialogForm
      title="Create target group"
      submitText="Create target group"
      isComplete={name !== "" && port !== ""}
      onSubmit={create}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Target group name">
        <Input value={name} ariaRequired onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Target type">
        <Select
          selectedOption={choice(type)}
          options={TYPES}
          onChange={({ detail }) => setType(detail.selectedOption.value ?? "ip")}
        />
      </FormField>
      <FormField label="Protocol">
        <Select
          selectedOption={choice(protocol)}
          options={PROTOCOLS}
          onChange={({ detail }) => setProtocol(detail.selectedOption.value ?? "HTTP")}
        />
      </FormField>
      <FormField label="Port">
        <Input type="number" value={port} onChange={({ detail }) => setPort(detail.value)} />
      </FormField>
      <FormField label="VPC">
        <Select
          selectedOption={chosenVpc}
          options={vpcs.value ?? []}
          statusType={vpcs.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => setVpc(detail.selectedOption as Choice)}
        />
      </FormField>
      {hasPath ? (
        <FormField label="Health check path">
          <Input value={path} onChange={({ detail }) => setPath(detail.value)} />
        </FormField>
      ) : null}
    </DialogForm>
  );
}
