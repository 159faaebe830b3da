// UpdateDomainName: changes a domain name's certificates and settings.
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateDomainName-Patch
import type { DomainName } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { findDomainName } from "./find-domain-name.ts";
import type { Input, Output } from "./operation-types.ts";
import {
  applyPatchOperations,
  checkPatchOps,
  type PatchPath,
  type PatchTable,
} from "./patch-operations.ts";

const PATHS: PatchTable<DomainName> = {
  refusal: "listed",
  paths: [
    text("certificateName"),
    text("certificateArn"),
    text("regionalCertificateName"),
    text("regionalCertificateArn"),
    text("ownershipVerificationCertificateArn"),
    text("policy"),
    {
      path: "/mutualTlsAuthentication/truststoreUri",
      ops: ["replace"],
      apply: (name, { value = "" }) => {
        if (value === "") delete name.mutualTlsAuthentication;
        else
          name.mutualTlsAuthentication = { ...name.mutualTlsAuthentication, truststoreUri: value };
      },
    },
    {
      path: "/mutualTlsAuthentication/truststoreVersion",
      ops: ["replace"],
      apply: (name, { value = "" }) => {
        name.mutualTlsAuthentication = {
          ...name.mutualTlsAuthentication,
          truststoreVersion: value,
        };
      },
    },
  ],
};

type TextMember =
  | "certificateName"
  | "certificateArn"
  | "regionalCertificateName"
  | "regionalCertificateArn"
  | "ownershipVerificationCertificateArn"
  | "policy";

function text(member: TextMember): PatchPath<DomainName> {
  return {
    path: `/${member}`,
    ops: ["replace"],
    apply: (name, { value = "" }) => {
      name[member] = value;
    },
  };
}

export async function updateDomainName(
  input: Input<"UpdateDomainName">,
  context: OperationContext,
): Promise<Output<"UpdateDomainName">> {
  checkPatchOps("updateDomainNameInput", input.patchOperations);
  const domainName = structuredClone(await findDomainName(context, input.domainName));
  await applyPatchOperations(input.patchOperations, PATHS, domainName);
  context.records.put("rest-domain-name", input.domainName, { domainName });
  return domainName;
}
