// Banks and hosts on loopback: the same built site with different manners, one port each, and pages of schools that show it.
// Banks are on 127.0.0.1 and hosts on 127.0.0.2, so browsers take them for different sites.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };
const SECTION = /^\/embed\/v1\/s\//;
const DATA = /\/data\.json$/;

// What a bank does instead of sending a file; true when it has dealt with the request.
export const MANNERS = {
  good: () => false,
  noframes: (_, answer) => answer.setHeader("x-frame-options", "DENY") && false,
  nocors: (_, answer) => answer.removeHeader("access-control-allow-origin"),
  nodata: (path, answer) => DATA.test(path) && Boolean(answer.destroy()),
  silent: (path) => DATA.test(path),
  gone: (path, answer) => SECTION.test(path) && Boolean(answer.writeHead(404, { "content-type": TYPES[".html"] }).end("<h1>404</h1>")),
  changed: (path, answer) => path.endsWith("/e.js") && Boolean(answer.setHeader("content-type", TYPES[".js"]).end("window.seized = true;")),
};

const listen = (server, port, address) => new Promise((done, fail) => server.once("error", fail).listen(port, address, () => done(server.address().port)));

const send = (folder, path, answer) => {
  let file = join(folder, normalize(path));
  try {
    if (statSync(file).isDirectory()) file = join(file, "index.html");
    statSync(file);
  } catch {
    answer.writeHead(404, { "content-type": "text/plain" }).end();
    return;
  }
  answer.setHeader("content-type", TYPES[extname(file)] || "application/octet-stream");
  createReadStream(file).pipe(answer);
};

// A bank's origin for each of MANNERS; the well-behaved one has the port the site was built for. Nothing listens at `down`.
export const banks = async (site, port) => {
  const origins = {};
  for (const [name, manner] of Object.entries(MANNERS)) {
    const server = createServer((request, answer) => {
      const path = decodeURIComponent(new URL(request.url, "http://bank").pathname);
      answer.setHeader("access-control-allow-origin", "*");
      if (!manner(path, answer)) send(site, path, answer);
    });
    origins[name] = `http://127.0.0.1:${await listen(server, name === "good" ? port : 0, "127.0.0.1")}/`;
  }
  const closed = createServer();
  origins.down = `http://127.0.0.1:${await listen(closed, 0, "127.0.0.1")}/`;
  await new Promise((done) => closed.close(done));
  return origins;
};

// The hosts' server: `page(path)` gives {headers, body} or nothing; below /bvi/ are the files of the package.
export const host = async (page, bvi) => {
  const server = createServer((request, answer) => {
    const path = new URL(request.url, "http://host").pathname;
    if (path.startsWith("/bvi/")) return send(bvi, path.slice(4), answer);
    const made = page(path);
    if (!made) return answer.writeHead(404).end();
    for (const [name, value] of Object.entries(made.headers)) answer.setHeader(name, value);
    answer.end(made.body);
  });
  return `http://127.0.0.2:${await listen(server, 0, "127.0.0.2")}`;
};
