// Serves files and made-up pages from loopback with the headers that jium gives (../shared/security.md has their
// reasons), so that scripts are tested under the policy that they will live under.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const kinds: Record<string, string> = {
  '.js': 'text/javascript', '.svg': 'image/svg+xml', '.css': 'text/css', '.wasm': 'application/wasm', '.html': 'text/html; charset=utf-8',
};

export const headers: Record<string, string> = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    + "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    + "require-trusted-types-for 'script'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

export interface Still {
  url: string;
  requests: { method: string; path: string; body: string }[];
  close(): Promise<void>;
}

/** `folders`: path prefix to folder. `page`: what is answered everywhere else. */
export async function serveStill(folders: Record<string, string>, page: (request: { method: string; path: string; body: string }, response: ServerResponse) => void): Promise<Still> {
  const requests: Still['requests'] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://still').pathname;
    const asked = { method: request.method!, path, body: await bodyOf(request) };
    requests.push(asked);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const prefix = Object.keys(folders).find((one) => path.startsWith(one));
    if (!prefix) return page(asked, response);
    try {
      const file = join(folders[prefix]!, normalize(path.slice(prefix.length)));
      response.setHeader('Content-Type', kinds[extname(file)] ?? 'application/octet-stream');
      response.end(await readFile(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('latin1')) body += piece;
  return body;
}
