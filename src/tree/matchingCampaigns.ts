import { grouped } from '../contacts/quantity.ts';
import { walkPast } from '../contacts/walkPast.ts';
import type { Campaign } from '../kore/shapes.ts';
import { IncompleteRows } from './failures.ts';
import { campaignNodes, campaignPages, noticeNode, type ConnectionNode, type TreeNode } from './nodes.ts';

/** How far reading a list of campaigns is. */
export interface ReadSoFar {
  readonly read: number;
  /** How many of them match. */
  readonly found: number;
  /** How many there are; undefined where Kore.ai does not say. */
  readonly all: number | undefined;
}

/** Rows at most: whoever finds more is better served by a narrower filter than by scrolling. */
const mostRows = 500;

/**
 * The campaigns of a connection that pass a check, found by reading its list to the end: what is here is not asked for again.
 * @param parent the connection, or undefined where its campaigns are the roots of the tree
 * @param report is called before a page that has to be asked for
 * @throws IncompleteRows when some pages of the list couldn't be read, or what {@link walkPast} throws
 */
export async function matchingCampaigns(
  owner: ConnectionNode,
  parent: TreeNode | undefined,
  passes: (campaign: Campaign) => boolean,
  signal: AbortSignal,
  report: (soFar: ReadSoFar) => void,
): Promise<{ readonly rows: TreeNode[]; readonly found: number }> {
  const pages = campaignPages(owner);
  const rows: TreeNode[] = [];
  let read = 0;
  let found = 0;
  let failure: Error | undefined;
  for await (const page of walkPast(pages, signal)) {
    if ('error' in page) {
      failure ??= page.error;
      continue;
    }
    const matches = campaignNodes(parent, owner, page).filter(({ campaign }) => passes(campaign));
    rows.push(...matches.slice(0, mostRows - rows.length));
    read += page.items.length;
    found += matches.length;
    const { totalPages } = pages.shape ?? page;
    if (page.page < totalPages && !pages.has(page.page + 1)) report({ read, found, all: page.totalResults });
  }
  if (found > rows.length) {
    const text = `${grouped(found - rows.length)} more: narrow the filter`;
    rows.push(noticeNode(parent, { about: 'campaignFilter', text }));
  }
  if (failure) throw new IncompleteRows(rows, failure);
  return { rows, found };
}
