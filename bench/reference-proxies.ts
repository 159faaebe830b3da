// nginx and HAProxy as reverse proxies with one worker and kept connections, and nginx as the backend: written to a
// folder of the bench and started on free loopback ports.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { BenchProcess } from "./child-process.ts";

export interface Started {
  readonly process: BenchProcess;
  readonly port: number;
}

/** 128 bytes, as the answers of the bench are. */
const ANSWER = "x".repeat(128);

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function nginxConfiguration(folder: string, http: string): string {
  return `
daemon off; worker_processes 1; error_log stderr crit; pid ${folder}/nginx.pid;
events { worker_connections 16384; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 3600s;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  ${http}
}`;
}

async function startNginx(options: {
  name: string;
  folder: string;
  core: number;
  http: (port: number) => string;
}): Promise<Started> {
  const { name, core } = options;
  const folder = join(options.folder, name);
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const file = join(folder, "nginx.conf");
  writeFileSync(file, nginxConfiguration(folder, options.http(port)));
  return { process: new BenchProcess(name, "nginx", ["-c", file, "-p", folder], core), port };
}

export function startBackend(folder: string, core: number): Promise<Started> {
  return startNginx({
    name: "backend",
    folder,
    core,
    http: (port) =>
      `server { listen 127.0.0.1:${port} backlog=16384; location / { default_type text/plain; return 200 "${ANSWER}"; } }`,
  });
}

export function startNginxProxy(
  name: string,
  folder: string,
  core: number,
  backendPort: number,
): Promise<Started> {
  return startNginx({
    name,
    folder,
    core,
    http: (port) => `
  upstream backend { server 127.0.0.1:${backendPort}; keepalive 64; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${port} backlog=16384; location / {
    proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_pass http://backend; } }`,
  });
}

export async function startHaproxy(
  folder: string,
  core: number,
  backendPort: number,
): Promise<Started> {
  const port = await freePort();
  const file = join(folder, "haproxy.cfg");
  writeFileSync(
    file,
    `
global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option forwardfor
  http-reuse always
frontend front
  bind 127.0.0.1:${port}
  default_backend back
backend back
  server one 127.0.0.1:${backendPort}
`,
  );
  return { process: new BenchProcess("haproxy", "haproxy", ["-f", file, "-db"], core), port };
}
