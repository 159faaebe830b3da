// Adds a listener: protocol and port, what it forwards to, and a certificate where it speaks TLS.
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { LoadBalancer, ProtocolEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { loadBalancing } from "../../commons/aws-clients.ts";
import type { Choice } from "../../commons/choice.ts";
import { DialogForm } from "../../commons/dialog-form.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { certificateChoices, targetGroupChoices } from "./choices.ts";

export interface AddListenerProps {
  readonly loadBalancer: LoadBalancer;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

const PORTS: Readonly<Record<string, string>> = { HTTP: "80", HTTPS: "443", TCP: "80", TLS: "443" };

export function AddListener({ loadBalancer, onDone, onCancel }: AddListenerProps): ReactNode {
  const protocols = loadBalancer.Type === "network" ? ["TCP", "TLS"] : ["HTTP", "HTTPS"];
  const groups = useLoaded(targetGroupChoices);
  const certificates = useLoaded(certificateChoices);
  const [protocol, setProtocol] = useState(protocols[0] ?? "HTTP");
  const [port, setPort] = useState("80");
  const [group, setGroup] = useState<Choice | null>(null);
  const [certificate, setCertificate] = useState<Choice | null>(null);
  const isSecure = protocol === "HTTPS" || protocol === "TLS";
  const add = async () =>
    (await loadBalancing()).createListener({
      LoadBalancerArn: loadBalancer.LoadBalancerArn,
      Protocol: protocol as ProtocolEnum,
      Port: Number(port),
      DefaultActions: [{ Type: "forward", TargetGroupArn: group?.value }],
      Certificates:
        isSecure && certificate !== null ? [{ CertificateArn: certificate.value }] : undefined,
    });
  return (
    <DialogForm
      title="Add listener"
      submitText="Add"
      isComplete={group !== null}
      onSubmit={add}
      onDone={onDone}
      onCancel={onCancel}
    >
      <FormField label="Protocol">
        <Select
          selectedOption={{ value: protocol, label: protocol }}
          options={protocols.map((value) => ({ value, label: value }))}
          onChange={({ detail }) => {
            const value = detail.selectedOption.value ?? "HTTP";
            setProtocol(value);
            setPort(PORTS[value] ?? "80");
          }}
        />
      </FormField>
      <FormField label="Port">
        <Input type="number" value={port} onChange={({ detail }) => setPort(detail.value)} />
      </FormField>
      <FormField label="Forward to target group">
        <Select
          selectedOption={group}
          options={groups.value ?? []}
          placeholder="Select a target group"
          empty="There is no target group"
          statusType={groups.isLoading ? "loading" : "finished"}
          onChange={({ detail }) => setGroup(detail.selectedOption as Choice)}
        />
      </FormField>
      {isSecure ? (
        <FormField label="Default SSL/TLS certificate (from ACM)">
          <Select
            selectedOption={certificate}
            options={certificates.value ?? []}
            placeholder="Select a certificate"
            empty="There is no certificate"
            statusType={certificates.isLoading ? "loading" : "finished"}
            onChange={({ detail }) => setCertificate(detail.selectedOption as Choice)}
          />
        </FormField>
      ) : null}
    </DialogForm>
  );
}
