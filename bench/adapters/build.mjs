// node build.mjs ENGINE DOCS.json OUT: the index of an engine that is a library of JavaScript.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , engine, docs, out] = process.argv;
const { build } = await import(engine);
for (const [name, data] of Object.entries(await build(JSON.parse(readFileSync(docs, "utf8"))))) writeFileSync(join(out, name), data);
