// What the method of a request to a REST API can be; ANY stands for these alone.
// https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html

export const REST_METHODS: ReadonlySet<string> = new Set([
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
]);
