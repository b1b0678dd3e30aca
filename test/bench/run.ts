// `npm run bench`: prints tables of figures, and asserts nothing about time. `npm run bench -- walk click` runs those that are named.
import { cpus, totalmem } from 'node:os';
import { click } from './click.ts';
import { contactsTable } from './contactsTable.ts';
import { memory } from './memory.ts';
import { rateLimit } from './rateLimit.ts';
import { requests } from './requests.ts';
import { startup } from './startup.ts';
import { markdown } from './table.ts';
import { tree } from './tree.ts';
import { walk } from './walk.ts';

const benchmarks = {
  requests,
  'rate-limit': rateLimit,
  walk,
  click,
  memory,
  tree,
  table: contactsTable,
  startup,
};
type Name = keyof typeof benchmarks;

const names = Object.keys(benchmarks) as Name[];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.some((one) => one === name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

const [cpu] = cpus();
console.log(
  `${cpus().length} cores (${cpu?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
);
for (const name of names.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  console.log(markdown(await benchmarks[name]()));
}
