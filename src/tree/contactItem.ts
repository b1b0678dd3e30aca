import * as vscode from 'vscode';
import { shownText } from '../connections/phoneNumberMask.ts';
import { contactFields } from '../contacts/fields.ts';
import { outcomeGroup, outcomeText, type OutcomeGroup } from '../contacts/outcome.ts';
import { grouped, quantity } from '../contacts/quantity.ts';
import { plainText } from '../kore/plainText.ts';
import type { Contact } from '../kore/shapes.ts';
import { colored } from './icons.ts';
import type { ContactNode } from './nodes.ts';

const outcomeIcons: Record<OutcomeGroup, vscode.ThemeIcon> = {
  completed: colored('pass', 'charts.green'),
  notReached: colored('debug-disconnect', 'charts.yellow'),
  machine: colored('record', 'charts.purple'),
  excluded: colored('circle-slash', 'descriptionForeground'),
  failed: colored('error', 'charts.red'),
  notDialed: colored('circle-outline', 'descriptionForeground'),
  other: colored('question', 'charts.blue'),
};

export function contactItem(node: ContactNode): vscode.TreeItem {
  const { contact, id, position } = node;
  const number = plainText(shownText(contact.phoneNumber, contact)) || '(no phone number)';
  const facts = [outcomeInWords(contact), attempts(contact)].filter(Boolean);
  const item = new vscode.TreeItem(number, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = facts.join(' · ');
  item.iconPath = outcomeIcons[outcomeGroup(contact)];
  item.contextValue = contact.botSessionId.trim() ? 'contact.withSession' : 'contact.withoutSession';
  item.command = { command: 'koreCampaigns.openContact', title: 'Open Contact Details', arguments: [node] };
  const codes = contact.agentDispositionCodes.map((code) => plainText(code));
  item.accessibilityInformation = {
    label: [
      `Contact ${grouped(position)}`,
      number,
      ...facts,
      ...codes,
      contact.botSessionId ? 'has a session ID' : 'no session ID',
    ].join(', '),
  };
  return item;
}

export function contactTooltip({ contact, position }: ContactNode): string {
  const lines = contactFields.map(
    ({ label, text }) => `${label}: ${plainText(shownText(text(contact), contact)) || '—'}`,
  );
  return [`Contact ${grouped(position)}`, '', ...lines].join('\n');
}

function outcomeInWords(contact: Contact): string {
  const text = plainText(outcomeText(contact));
  if (text) return text;
  return outcomeGroup(contact) === 'notDialed' ? 'not dialed' : 'no outcome';
}

function attempts({ numberOfAttemptsSoFar: count }: Contact): string {
  return count === undefined || count === 0 ? '' : quantity(count, 'attempt');
}
