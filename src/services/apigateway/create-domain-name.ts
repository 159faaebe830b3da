// CreateDomainName: a name of one's own for APIs. It is kept, and not served yet.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html
import type { DomainName, EndpointType } from "@aws-sdk/client-api-gateway";
import { formatArn, partitionOf } from "../../base/arn.ts";
import { alphanumericId } from "../../base/ids.ts";
import { Constraints } from "../../protocol/constraints.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { badRequest } from "./rest-errors.ts";
import { newTags } from "./rest-tags.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";

const HOST_NAME = /^(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{1,63}$/;
/** The hosted zone of every CloudFront distribution. */
const DISTRIBUTION_ZONE = "Z2FDTNDATAQYW2";
/** Regional zones differ from region to region; this is eu-central-1's [I]. */
const REGIONAL_ZONE = "Z1U9ULNL0V5AJ3";

export async function createDomainName(
  input: Input<"CreateDomainName">,
  context: OperationContext,
): Promise<Output<"CreateDomainName">> {
  const types = input.endpointConfiguration?.types;
  new Constraints()
    .enumerationList("createDomainNameInput.endpointConfiguration.types", types, [
      "PRIVATE",
      "EDGE",
      "REGIONAL",
    ])
    .throwIfViolated();
  checkName(input.domainName);
  if ((await context.records.get("rest-domain-name", input.domainName)) !== undefined) {
    // Seen in clients' reports, with this code.
    throw badRequest("The domain name you provided already exists.");
  }
  const domainName = newDomainName(context, input, types?.[0] ?? "EDGE");
  context.records.put("rest-domain-name", input.domainName, { domainName });
  context.logger.warn("Custom domain names are stored but not served yet", {
    domainName: input.domainName,
  });
  return domainName;
}

function checkName(name: string): void {
  // [I] wording
  if (!HOST_NAME.test(name)) throw badRequest(`Invalid domain name specified: ${name}`);
}

function newDomainName(
  context: OperationContext,
  input: Input<"CreateDomainName">,
  type: EndpointType,
): DomainName {
  const { region } = context;
  const domainName: DomainName = {
    domainName: input.domainName,
    domainNameArn: formatArn({
      partition: partitionOf(region),
      service: "apigateway",
      region,
      account: "",
      resource: `/domainnames/${input.domainName}`,
    }),
    domainNameStatus: "AVAILABLE",
    endpointConfiguration: {
      ...input.endpointConfiguration,
      ipAddressType: input.endpointConfiguration?.ipAddressType ?? "ipv4",
      types: [type],
    },
    routingMode: input.routingMode ?? "BASE_PATH_MAPPING_ONLY",
    securityPolicy: input.securityPolicy ?? "TLS_1_2",
  };
  if (type === "EDGE") {
    domainName.distributionDomainName = `d${alphanumericId(13)}.cloudfront.net`;
    domainName.distributionHostedZoneId = DISTRIBUTION_ZONE;
    domainName.certificateUploadDate = wholeSecond(context.clock);
  } else {
    domainName.regionalDomainName = `d-${alphanumericId(10)}.execute-api.${region}.amazonaws.com`;
    domainName.regionalHostedZoneId = REGIONAL_ZONE;
  }
  for (const member of [
    "certificateName",
    "certificateArn",
    "regionalCertificateName",
    "regionalCertificateArn",
    "ownershipVerificationCertificateArn",
    "policy",
  ] as const) {
    const value = input[member];
    if (value !== undefined) domainName[member] = value;
  }
  if (input.endpointAccessMode !== undefined) {
    domainName.endpointAccessMode = input.endpointAccessMode;
  }
  if (input.mutualTlsAuthentication !== undefined) {
    domainName.mutualTlsAuthentication = input.mutualTlsAuthentication;
  }
  const tags = newTags(input.tags);
  return tags === undefined ? domainName : { ...domainName, tags };
}
