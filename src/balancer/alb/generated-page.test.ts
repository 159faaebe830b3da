import { describe, expect, it } from "vitest";
import { LARGE_HEAD_PAGE, PAGES, PLAIN_HTTP_PAGE } from "./generated-page.ts";

const crlf = (...lines: readonly string[]) => `${lines.join("\r\n")}\r\n`;

describe("generated pages", () => {
  it.for([
    [301, 134],
    [302, 110],
    [400, 122],
    [405, 122],
    [408, 132],
    [413, 148],
    [414, 142],
    [463, 0],
    [464, 0],
    [500, 142],
    [501, 130],
    [502, 122],
    [503, 162],
    [504, 132],
    [505, 152],
    [507, 140],
  ] as const)("the page of %i has %i bytes", ([status, length]) => {
    expect(PAGES[status].body).toHaveLength(length);
    expect(PAGES[status].status).toBe(status);
  });

  it("the 400 page is the one that was seen", () => {
    expect(PAGES[400].body.toString("latin1")).toBe(
      crlf(
        "<html>",
        "<head><title>400 Bad Request</title></head>",
        "<body>",
        "<center><h1>400 Bad Request</h1></center>",
        "</body>",
        "</html>",
      ),
    );
  });

  it("the 504 page is the one that was seen", () => {
    expect(PAGES[504].body.toString("latin1")).toBe(
      crlf(
        "<html>",
        "<head><title>504 Gateway Time-out</title></head>",
        "<body>",
        "<center><h1>504 Gateway Time-out</h1></center>",
        "</body>",
        "</html>",
      ),
    );
  });

  it("the page for plain HTTP on an HTTPS port has 220 bytes and another title than heading", () => {
    expect(PLAIN_HTTP_PAGE.body).toHaveLength(220);
    expect(PLAIN_HTTP_PAGE.body.toString("latin1")).toBe(
      crlf(
        "<html>",
        "<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>",
        "<body>",
        "<center><h1>400 Bad Request</h1></center>",
        "<center>The plain HTTP request was sent to HTTPS port</center>",
        "</body>",
        "</html>",
      ),
    );
  });

  it("the page for a head over its limits has 198 bytes", () => {
    expect(LARGE_HEAD_PAGE.body).toHaveLength(198);
    expect(LARGE_HEAD_PAGE.status).toBe(400);
  });
});
