// How an HTTP API's stage says that its last automatic deployment went wrong: AWS keeps a sentence and no code.
import type { Stage } from "@aws-sdk/client-apigatewayv2";

/** "Successfully deployed stage with deployment ID 'ddqb2u'" */
const SUCCESS = /^successfully deployed/i;

/** True where automatic deployment is on and the last one of it failed. */
export function hasFailed(stage: Stage): boolean {
  const { AutoDeploy, LastDeploymentStatusMessage: message = "" } = stage;
  return AutoDeploy === true && message !== "" && !SUCCESS.test(message);
}
