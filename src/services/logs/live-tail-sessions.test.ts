import { expect, test } from "vitest";
import {
  LiveTailSessions,
  SESSIONS_MAX,
  SESSIONS_PER_SCOPE_MAX,
  type OpenSession,
} from "./live-tail-sessions.ts";

function open(sessions: LiveTailSessions, account: string, count: number): OpenSession[] {
  return Array.from({ length: count }, () => {
    const session: OpenSession = {
      scope: { account, region: "r" },
      end: () => sessions.delete(session),
    };
    sessions.add(session);
    return session;
  });
}

test("LiveTailSessions has room for some in an account and region", () => {
  const sessions = new LiveTailSessions();
  const [first] = open(sessions, "1", SESSIONS_PER_SCOPE_MAX);
  expect(sessions.hasRoom({ account: "1", region: "r" })).toBe(false);
  expect(sessions.hasRoom({ account: "1", region: "other" })).toBe(true);
  first?.end();
  expect(sessions.hasRoom({ account: "1", region: "r" })).toBe(true);
});

test("LiveTailSessions has an end for all accounts together, and ends all", () => {
  const sessions = new LiveTailSessions();
  for (let i = 0; i < SESSIONS_MAX; i++) open(sessions, String(i), 1);
  expect(sessions.hasRoom({ account: "another", region: "r" })).toBe(false);
  sessions.endAll();
  expect(sessions.size).toBe(0);
});
