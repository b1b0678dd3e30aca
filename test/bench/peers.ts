import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { sampleCredentials } from '../../src/demo/sampleCredentials.ts';
import { tokenFor } from '../../src/kore/token.ts';

const run = promisify(execFile);
const { streamId, accountId, clientId, clientSecret } = sampleCredentials;

/** As many as the extension has under way for a walk. */
const underWay = 4;

/** What others would write to read a campaign. Each takes the rows of so many pages; answers how long that took, in ms. */
export type Peer = (
  target: PeerTarget,
  pages: number,
  take: (rows: readonly unknown[]) => void,
) => Promise<number>;

interface PeerTarget {
  readonly origin: string;
  readonly campaignId: string;
  /** An empty folder of the peer's own. */
  readonly folder: string;
}

interface Answer {
  readonly data: { readonly results: readonly unknown[] };
}

/** `fetch`, one page after the other. */
export const fetchLoop: Peer = (target, pages, take) =>
  timed(async () => {
    for (let page = 1; page <= pages; page++) {
      const answer = await fetch(urlOf(target), {
        method: 'POST',
        headers: headersWith(await token(target)),
        body: bodyFor(page),
      });
      take(((await answer.json()) as Answer).data.results);
    }
  });

/** `undici.request`, with as many requests under way as the extension has; nothing is checked, kept or retried. */
export const undiciRequests: Peer = async (target, pages, take) => {
  const dispatcher = new Agent({ connections: underWay });
  let next = 1;
  const loop = async () => {
    while (next <= pages) {
      const body = bodyFor(next++);
      const headers = headersWith(await token(target));
      const answer = await request(urlOf(target), { dispatcher, method: 'POST', headers, body });
      take(((await answer.body.json()) as Answer).data.results);
    }
  };
  const took = await timed(async () => {
    await Promise.all(Array.from({ length: underWay }, loop));
  });
  await dispatcher.close();
  return took;
};

/** One `curl` process a page, as a shell script does it. */
export const curlLoop: Peer = async (target, pages, take) => {
  await mintTokens(target, pages);
  const script = `page=0
    while read -r token; do
      page=$((page + 1))
      curl -sS -o "$page.json" -H "auth: $token" -H 'iid: ${streamId}' -H 'accountId: ${accountId}' \\
        -H 'content-type: application/json' -d '{"page":'$page',"limit":100}' '${urlOf(target)}'
    done < tokens`;
  const took = await timed(() => run('sh', ['-c', script], { cwd: target.folder }));
  readAnswers(target, pages, take);
  return took;
};

/** One `curl` process for all pages, with as many requests under way as the extension has. */
export const curlParallel: Peer = async (target, pages, take) => {
  const tokens = await mintTokens(target, pages);
  const requests = tokens.map((one, index) =>
    [
      `url = ${JSON.stringify(urlOf(target))}`,
      ...Object.entries(headersWith(one)).map((header) => `header = "${header.join(': ')}"`),
      `data = ${JSON.stringify(bodyFor(index + 1))}`,
      `output = "${index + 1}.json"`,
    ].join('\n'),
  );
  writeFileSync(join(target.folder, 'config'), requests.join('\nnext\n'));
  const args = ['-sS', '--parallel', '--parallel-max', String(underWay), '--config', 'config'];
  const took = await timed(() => run('curl', args, { cwd: target.folder }));
  readAnswers(target, pages, take);
  return took;
};

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}

function urlOf({ origin, campaignId }: PeerTarget): string {
  return `${origin}/campaign/api/v2/public/${streamId}/campaign/${campaignId}/status?view=contacts`;
}

function headersWith(auth: string): Record<string, string> {
  return { auth, iid: streamId, accountId, 'content-type': 'application/json' };
}

function bodyFor(page: number): string {
  return JSON.stringify({ page, limit: 100 });
}

function token({ origin }: PeerTarget): Promise<string> {
  const app = { origin, streamId, accountId, clientId, signIn: 'secret', algorithm: 'HS256' } as const;
  return tokenFor(app, clientSecret);
}

/** `curl` cannot sign: its tokens are made before, and are not timed. */
async function mintTokens(target: PeerTarget, count: number): Promise<readonly string[]> {
  const tokens = await Promise.all(Array.from({ length: count }, () => token(target)));
  writeFileSync(join(target.folder, 'tokens'), `${tokens.join('\n')}\n`);
  return tokens;
}

function readAnswers({ folder }: PeerTarget, pages: number, take: (rows: readonly unknown[]) => void): void {
  for (let page = 1; page <= pages; page++) {
    take((JSON.parse(readFileSync(join(folder, `${page}.json`), 'utf8')) as Answer).data.results);
  }
}
