import { expect, test } from "vitest";
import { corsConfiguration } from "./cors-configuration.ts";

test("corsConfiguration() keeps origins, upper-case methods and lower-case field names", () => {
  const kept = corsConfiguration({
    AllowOrigins: ["https://a.example", "http://localhost:3000", "https://*"],
    AllowMethods: ["GET", "post", "*"],
    AllowHeaders: ["Content-Type", "*"],
    ExposeHeaders: ["X-Total"],
    MaxAge: -1,
    AllowCredentials: true,
  });
  expect(kept).toEqual({
    AllowOrigins: ["https://a.example", "http://localhost:3000", "https://*"],
    AllowMethods: ["GET", "POST", "*"],
    AllowHeaders: ["content-type", "*"],
    ExposeHeaders: ["x-total"],
    MaxAge: -1,
    AllowCredentials: true,
  });
});

test("corsConfiguration() takes any origin without credentials", () => {
  const cors = { AllowOrigins: ["*"], AllowCredentials: false, MaxAge: 86_400 };
  expect(corsConfiguration(cors)).toEqual(cors);
});

test.for<[object, string]>([
  [
    { AllowOrigins: ["*"], AllowCredentials: true },
    "allow-credentials is not supported if 'allow-origin' is *",
  ],
  [{ AllowOrigins: ["capacitor://localhost"] }, "Invalid format for origin capacitor://localhost"],
  [{ AllowOrigins: ["https://a.example/"] }, "Invalid format for origin https://a.example/"],
  [{ AllowOrigins: ["a.example"] }, "Invalid format for origin a.example"],
  [{ AllowMethods: ["ANY"] }, "Invalid HTTP method ANY in allowMethods"],
  [{ AllowHeaders: ["a b"] }, "Invalid header name a b in allowHeaders"],
  [{ ExposeHeaders: [""] }, "Invalid header name  in exposeHeaders"],
  [{ MaxAge: -2 }, "maxAge should be between -1 and 86400 seconds"],
  [{ MaxAge: 86_401 }, "maxAge should be between -1 and 86400 seconds"],
  [{ AllowHeaders: Array(101).fill("a") }, "allowHeaders can have at most 100 items"],
])("corsConfiguration() refuses %j", ([cors, message]) => {
  expect(() => corsConfiguration(cors)).toThrow(message);
});
