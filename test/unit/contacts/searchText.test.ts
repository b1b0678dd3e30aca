import { equal } from 'node:assert/strict';
import { arrange } from '../../../media/campaign/arrange.ts';
import { LoadedRows } from '../../../media/campaign/loadedRows.ts';
import { checkHere, noFilter as everyCampaign } from '../../../src/contacts/campaignFilter.ts';
import { matcher } from '../../../src/contacts/find.ts';
import { folded, searchText } from '../../../src/contacts/searchText.ts';
import { readCampaignsPage, readContact } from '../../../src/kore/shapes.ts';
import { noFilter } from '../../../src/views/campaign/tableView.ts';
import { packed } from '../campaign/rows.ts';

const nothing = () => Promise.resolve();

/** Whether the table's filter lets a contact through. */
async function passesTable(query: string, contact: object): Promise<boolean> {
  const loaded = new LoadedRows();
  loaded.set(1, packed(contact), { limit: 1, totalPages: 1, totalResults: 1 });
  return (await arrange(loaded.all, { ...noFilter, text: query }, undefined, nothing)).length === 1;
}

/** Both filters must agree. */
function agree(query: string, contact: object, expected: boolean): () => Promise<void> {
  return async () => {
    equal(await passesTable(query, contact), expected, 'the table');
    equal(matcher(query)?.(readContact(contact)) !== undefined, expected, 'Find Contact');
  };
}

describe('searching a phone number, in the table and in Find Contact,', () => {
  const written: Record<string, string> = {
    'in groups': '+1 555 100-123',
    'with parentheses': '(+1) (555) 100.123',
    'with 00': '001 555 100 123',
    'with 00 and hyphens': '00-1-555-100-123',
    'with marks of writing direction': '\u202a+1 555 100 123\u202c',
    'with isolates': '\u2066+1 555\u2069 \u200e100\u200f123',
    'with non-breaking hyphens': '+1\u2011555\u2011100\u2011123',
    'with en dashes': '+1 555\u2013100\u2013123',
    'with minus signs': '+1 555\u2212100\u2212123',
    'with non-breaking spaces': '+1\u00a0555\u202f100\u2009123',
    'with ideographic spaces and full-width digits': '＋１\u3000５５５ 100123',
    'with a byte order mark and a soft hyphen': '\ufeff1555\u00ad100123',
    'with Arabic digits': '١٥٥٥١٠٠١٢٣',
    'with Persian digits': '۱۵۵۵۱۰۰۱۲۳',
  };
  for (const [how, query] of Object.entries(written)) {
    for (const stored of [
      '1555100123',
      '+1555100123',
      '+1 555-100-123',
      '001555100123',
      written['with isolates'],
    ])
      it(`finds ${JSON.stringify(stored)} from a query ${how}`, agree(query, { phoneNumber: stored }, true));
  }

  it(
    'takes a national zero in parentheses for none',
    agree('+44 (0)20 7946 0123', { phoneNumber: '442079460123' }, true),
  );
  it('finds a part in the middle', agree('555-100', { phoneNumber: '+15551001234' }, true));
  it('finds the last digits', agree('0042', { phoneNumber: '+1 555 100-0042' }, true));
  it('keeps zeros at the start of the last digits', agree('0042', { phoneNumber: '15554212345' }, false));
  it('takes few digits after 00 literally', agree('0042', { phoneNumber: '42155512345' }, false));
  it(
    'takes more digits after 00 for a country code',
    agree('0044 77', { phoneNumber: '447700900123' }, true),
  );
  it('finds zeros only where there are as many', agree('000', { phoneNumber: '15550100200' }, false));
  it('finds zeros where there are as many', agree('000', { phoneNumber: '15550001200' }, true));
  it('finds 00 and more digits inside a number', agree('001234', { phoneNumber: '15550012345' }, true));
  it('takes + for the start of a number', agree('+5551', { phoneNumber: '15551001234' }, false));
  it('finds nothing in a contact without a number', agree('+1 555', { phoneNumber: '' }, false));
  it('compares the digits of other fields as written', agree('55-51', { uniqueId: '5551' }, false));
  it('finds an ID that looks like a number', agree('12-34', { uniqueId: 'A-12-34' }, true));
  it(
    'finds text where a number has letters',
    agree('SIP:alice', { phoneNumber: 'sip:alice@example.com' }, true),
  );

  it('tells a whole number from a part of it', () => {
    equal(searchText('+44 7700 900123').inPhoneNumber('447700900123'), 'whole');
    equal(searchText('447700900123').inPhoneNumber('+44 7700 900123'), 'whole');
    equal(searchText('00447700900123').inPhoneNumber('+447700900123'), 'whole');
    equal(searchText('+44 7700').inPhoneNumber('447700900123'), 'part');
  });

  it('counts the digits, not the punctuation', () => {
    equal(searchText(' ( 4 ) - ').length, 1);
    equal(searchText('+44').length, 3);
    equal(searchText('\u200e \u00a0').length, 0);
  });
});

describe('searching text, in the table and in Find Contact,', () => {
  const codes = (...agentDispositionCodes: string[]) => ({ agentDispositionCodes });

  it('ignores accents in the query', agree('résolu', codes('Resolu'), true));
  it('ignores accents in the contact', agree('uber', codes('Über'), true));
  it('ignores strokes', agree('lodz', codes('Łódź'), true));
  it('ignores how accents are encoded', agree('re\u0301solu', codes('r\u00e9solu'), true));
  it('ignores which sigma ends a word', agree('ΟΔΟΣ', codes('οδος'), true));
  it('ignores which space is between words', agree('promise\u00a0to', codes('Promise to pay'), true));
  it('ignores invisible characters', agree('\u2068Promise\u2069', codes('Promise to pay'), true));
  it('finds Cyrillic text', agree('ИВАН', codes('иванов'), true));
  it('takes no letter for another', agree('resolve', codes('revolve'), false));
  it('keeps the marks of scripts that are written with them', () =>
    equal(folded('कि') === folded('क'), false));
});

describe('filtering campaigns by name', () => {
  const passes = (name: string, campaignName: string) => {
    const served = { results: [{ _id: 'cd-1', name: campaignName }] };
    const { items } = readCampaignsPage(served, { page: 1, limit: 1 });
    return items.filter(checkHere({ ...everyCampaign, name }) ?? (() => true)).length === 1;
  };

  it('compares as the other filters do', () => {
    equal(passes('RENOVACIO\u0301N', 'Renovación 2026'), true);
    equal(passes('renovacion\u00a02026', '\u200eRenovación 2026'), true);
    equal(passes('lodz', 'Łódź'), true);
    equal(passes('paris', 'Łódź'), false);
  });
});
