// The commands of the first five minutes, for the address that served the page.

export interface FirstStep {
  readonly title: string;
  readonly commands: string;
}

export function firstSteps(origin: string, region: string): FirstStep[] {
  return [
    {
      title: "A target, and the AWS CLI pointed at Postern",
      commands: targetAndCli(origin, region),
    },
    { title: "An internal Application Load Balancer", commands: BALANCER },
    { title: "An HTTP API that reaches it through a VPC link", commands: API },
    {
      title: "Call it",
      commands: `curl -i "${origin}/_aws/execute-api/$API/%24default/pets/7"`,
    },
  ];
}

function targetAndCli(origin: string, region: string): string {
  return `node -e 'require("http").createServer((request, response) =>
  response.end("hello from " + request.url + "\\n")).listen(8080, "127.0.0.1")' &

export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=${region}
postern() { aws --endpoint-url ${origin} --output text "$@"; }`;
}

const BALANCER = `VPC=$(postern ec2 describe-vpcs --query 'Vpcs[0].VpcId')
SUBNETS=$(postern ec2 describe-subnets --query 'Subnets[].SubnetId')
GROUP=$(postern elbv2 create-target-group --name pets --protocol HTTP --port 8080 \\
  --vpc-id "$VPC" --target-type ip --query 'TargetGroups[0].TargetGroupArn')
postern elbv2 register-targets --target-group-arn "$GROUP" --targets Id=127.0.0.1
BALANCER=$(postern elbv2 create-load-balancer --name pets --scheme internal \\
  --subnets $SUBNETS --query 'LoadBalancers[0].LoadBalancerArn')
LISTENER=$(postern elbv2 create-listener --load-balancer-arn "$BALANCER" \\
  --protocol HTTP --port 80 \\
  --default-actions Type=forward,TargetGroupArn="$GROUP" --query 'Listeners[0].ListenerArn')`;

const API = `LINK=$(postern apigatewayv2 create-vpc-link --name pets --subnet-ids $SUBNETS \\
  --query VpcLinkId)
API=$(postern apigatewayv2 create-api --name pets --protocol-type HTTP --query ApiId)
INTEGRATION=$(postern apigatewayv2 create-integration --api-id "$API" \\
  --integration-type HTTP_PROXY --integration-method ANY --payload-format-version 1.0 \\
  --connection-type VPC_LINK --connection-id "$LINK" --integration-uri "$LISTENER" \\
  --query IntegrationId)
postern apigatewayv2 create-route --api-id "$API" --route-key 'ANY /{proxy+}' \\
  --target "integrations/$INTEGRATION"
postern apigatewayv2 create-stage --api-id "$API" --stage-name '$default' --auto-deploy`;
