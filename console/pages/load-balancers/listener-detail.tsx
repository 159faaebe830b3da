// One listener and its rules.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type ReactNode, useState } from "react";
import { useParams } from "react-router";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { CopyText } from "../../commons/copy-text.tsx";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { actionText, conditionText } from "./action-text.ts";
import { describeListener, listRules } from "./load-balancers.ts";
import { RuleForm } from "./rule-form.tsx";

export function ListenerDetail(): ReactNode {
  const { arn = "" } = useParams();
  const listener = useLoaded(() => describeListener(arn), [arn]);
  const { value } = listener;
  const balancerArn = value?.LoadBalancerArn ?? "";
  const balancerName = balancerArn.split("/")[2] ?? "";
  return (
    <Page
      title={value === undefined ? "Listener" : `${value.Protocol}:${value.Port} listener`}
      parents={[
        { text: "Load balancers", href: href("/load-balancers") },
        {
          text: balancerName,
          href: href(`/load-balancers/${encodeURIComponent(balancerArn)}`),
        },
      ]}
    >
      <SpaceBetween size="l">
        {listener.error === "" ? null : <Alert type="error">{listener.error}</Alert>}
        {value === undefined ? null : (
          <Container header={<Header variant="h2">Details</Header>}>
            <Details
              items={[
                { label: "Protocol : Port", value: `${value.Protocol} : ${value.Port}` },
                {
                  label: "Load balancer",
                  value: (
                    <Link href={href(`/load-balancers/${encodeURIComponent(balancerArn)}`)}>
                      {balancerName}
                    </Link>
                  ),
                },
                { label: "Security policy", value: value.SslPolicy },
                {
                  label: "Default action",
                  value: (value.DefaultActions ?? []).map(actionText).join("; "),
                },
                {
                  label: "Certificates",
                  value:
                    value.Certificates === undefined
                      ? "–"
                      : value.Certificates.map(({ CertificateArn = "" }) => (
                          <Link
                            key={CertificateArn}
                            href={href(`/certificates/${encodeURIComponent(CertificateArn)}`)}
                          >
                            {CertificateArn.split("/").at(-1)}
                          </Link>
                        )),
                },
                { label: "Listener ARN", value: <CopyText text={value.ListenerArn} /> },
              ]}
            />
          </Container>
        )}
        {value?.Protocol === "HTTP" || value?.Protocol === "HTTPS" ? (
          <Rules listenerArn={arn} />
        ) : null}
      </SpaceBetween>
    </Page>
  );
}

function Rules({ listenerArn }: { readonly listenerArn: string }): ReactNode {
  const loaded = useLoaded(() => listRules(listenerArn), [listenerArn]);
  const [selected, setSelected] = useState<readonly Rule[]>([]);
  const [dialog, setDialog] = useState<"add" | "edit" | "delete" | null>(null);
  const [chosen] = selected;
  const done = () => {
    setDialog(null);
    setSelected([]);
    loaded.reload();
  };
  const isChangeable = chosen !== undefined && chosen.IsDefault !== true;
  return (
    <>
      <ResourceTable
        title="Rules"
        itemName="rule"
        loaded={loaded}
        columns={[
          {
            id: "priority",
            header: "Priority",
            isRowHeader: true,
            cell: (rule) => (rule.IsDefault === true ? "Last (default)" : rule.Priority),
          },
          {
            id: "if",
            header: "Conditions (if)",
            cell: (rule) =>
              rule.IsDefault === true
                ? "If no other rule applies"
                : (rule.Conditions ?? []).map(conditionText).join(" and "),
          },
          {
            id: "then",
            header: "Actions (then)",
            cell: (rule) => (rule.Actions ?? []).map(actionText).join("; "),
          },
        ]}
        textOf={(rule) =>
          `${rule.Priority} ${(rule.Conditions ?? []).map(conditionText).join(" ")} ${(rule.Actions ?? []).map(actionText).join(" ")}`
        }
        idOf={(rule) => rule.RuleArn ?? ""}
        selection="single"
        selected={selected}
        onSelect={setSelected}
        actions={[
          <Button key="edit" disabled={!isChangeable} onClick={() => setDialog("edit")}>
            Edit rule
          </Button>,
          <Button key="delete" disabled={!isChangeable} onClick={() => setDialog("delete")}>
            Delete rule
          </Button>,
          <Button key="add" variant="primary" onClick={() => setDialog("add")}>
            Add rule
          </Button>,
        ]}
      />
      {dialog === "add" || dialog === "edit" ? (
        <RuleForm
          listenerArn={listenerArn}
          rule={dialog === "edit" ? (chosen ?? null) : null}
          onDone={done}
          onCancel={() => setDialog(null)}
        />
      ) : null}
      {dialog === "delete" && chosen !== undefined ? (
        <DeleteDialog
          itemName="rule"
          name={chosen.Priority ?? ""}
          onDelete={async () => (await loadBalancing()).deleteRule({ RuleArn: chosen.RuleArn })}
          onCancel={() => setDialog(null)}
          onDone={done}
        />
      ) : null}
    </>
  );
}
