import type { StackScenario } from "../scenario.ts";
import { GET_PETS, HELLO, nlb, REST_API_500 } from "./pieces.ts";

/** PST107: the URL's host is what is verified. */
export const urlHostNotOnCertificate: StackScenario = {
  kind: "stack",
  name: "url-host-not-on-certificate",
  title: "The host of a REST API's URL is not on the certificate",
  story:
    "Through a VPC link the host of the URL is no address, it is the name that the certificate has to bear. It " +
    "does not.",
  async build(stack) {
    const { balancerArn } = await nlb(stack);
    const vpcLinkId = await stack.apis.nlbLink(balancerArn);
    const api = await stack.apis.restApi({ vpcLinkId, uri: "https://shop.example.com/pets" });
    return { url: api.url, resources: { integration: api.integration } };
  },
  request: GET_PETS,
  symptom: REST_API_500,
  findings: [{ code: "PST107", resource: "integration" }],
  mends: { by: "doctor", symptom: HELLO },
};
