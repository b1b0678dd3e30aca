import { describeFilter } from '../contacts/contactFilter.ts';
import type { FilteredContacts } from '../contacts/filteredContacts.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { contactNodes, noticeNode, pagesOf, type CampaignNode, type TreeNode } from './nodes.ts';

/** Rows below one node that VS Code shows without delay. */
const mostRows = 1_000;

const never = new AbortController().signal;

/** The contacts of a campaign that pass its filter, as far as they are here, below a row that says how far that is. */
export async function filteredRows(owner: CampaignNode, filtered: FilteredContacts): Promise<TreeNode[]> {
  // One page is enough to know how many there are.
  await pagesOf(owner).get(1, { priority: 'click' });
  await filtered.catchUp(never);
  const contacts: TreeNode[] = [];
  for await (const [page, passing] of filtered.first(mostRows, never)) {
    const nodes = contactNodes(owner, owner, page);
    contacts.push(...passing.flatMap((index) => nodes[index] ?? []));
  }
  const rest = filtered.matching - contacts.length;
  const more = `${quantity(rest, 'more contact')} pass the filter: copy or export them, or narrow the filter`;
  return [
    noticeNode(owner, { about: 'filter', text: standOf(filtered), missingPages: filtered.missingPages ?? 0 }),
    ...contacts,
    ...(rest > 0 ? [noticeNode(owner, { about: 'list', text: more }, 1)] : []),
  ];
}

/** `12 of 300 loaded contacts · completed`: a filter that has not seen all of them says so. */
function standOf({ matching, seen, missingPages = 0, filter }: FilteredContacts): string {
  const loaded = missingPages > 0 ? 'loaded contact' : 'contact';
  return `${grouped(matching)} of ${quantity(seen, loaded)} · ${describeFilter(filter)}`;
}
