import { join } from 'node:path';
import type { Workbench } from '../e2e/workbench.ts';
import { repoRoot } from '../vscode/paths.ts';
import { milliseconds, type Table } from './table.ts';
import { inWorkbench } from './workbench.ts';

const campaign = /^Campaign, Annual renewal 2026/u;

/** How long ranges of 100,000 contacts take to open in the side bar, and what the last click on "load more" takes in a flat list. */
export async function tree(): Promise<Table> {
  const row = (what: string, ms: string) => ({ what, time: ms });
  return inWorkbench(
    async (workbench) => {
      const rows = workbench.tree;
      await rows.scrollTo(campaign);
      const first = await timed(async () => {
        await rows.row(campaign).locator('.monaco-tl-twistie').click();
        await rows.row(/^Contact 1, /u).waitFor();
      });
      await rows.collapse(/^Contacts 1 to 10,000$/u);
      await rows.expand(/^Contacts 90,001 to 100,000$/u);
      await rows.scrollTo(/^Contacts 99,901 to 100,000$/u);
      const last = await timed(async () => {
        await rows
          .row(/^Contacts 99,901 to 100,000$/u)
          .locator('.monaco-tl-twistie')
          .click();
        await rows.row(/^Contact 99,901, /u).waitFor();
      });
      return {
        title: 'The side bar in a real workbench, click to row',
        rows: [
          row('open a campaign of 100,000: contacts 1 to 100', milliseconds(first)),
          row('open its range 1,000: contacts 99,901 to 100,000', milliseconds(last)),
          row('peer, a flat list: the hundredth "load more", to row 10,000', await lastLoadMore(workbench)),
        ],
        notes: [
          "The peer's rows are made up in memory; its time leaves out the request, and drawing in the page.",
        ],
      };
    },
    [join(repoRoot, 'test/bench/peer')],
  );
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}

/** The peer tells in the title of its view how long the last one took. */
async function lastLoadMore(workbench: Workbench): Promise<string> {
  await workbench.openView('Load More');
  await workbench.runCommand('Load More: Grow');
  const title = workbench.page
    .locator('.part.sidebar')
    .getByText(/grown in \d+ ms/u)
    .first();
  await title.waitFor({ timeout: 180_000 });
  return /grown in (\d+ ms)/u.exec((await title.textContent()) ?? '')?.[1] ?? '';
}
