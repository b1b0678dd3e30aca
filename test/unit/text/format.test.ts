import { deepEqual, equal } from 'node:assert/strict';
import { quantity } from '../../../src/contacts/quantity.ts';
import { share, signedPoints } from '../../../src/contacts/share.ts';
import { pointInTime } from '../../../src/kore/pointInTime.ts';
import {
  currentRegion,
  formatAge,
  formatDate,
  formatInteger,
  isSame,
  setRegion,
  textOrder,
} from '../../../src/text/format.ts';

/** 14:05:10 in London, 19:35:10 in Kolkata, 03:05:10 the next day in Auckland. */
const at = Date.UTC(2026, 10, 24, 14, 5, 10);

/** Intl puts narrow and unbreakable spaces into its texts, and not the same ones in every version. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

describe('numbers and dates', () => {
  afterEach(() => setRegion({}));

  it('are English unless VS Code is set to another language', () => {
    setRegion({ timeZone: 'Europe/London' });
    equal(formatInteger(1_234_567), '1,234,567');
    equal(plain(formatDate(at, 'moment')), 'Nov 24, 2026, 2:05 PM');
    equal(plain(formatDate(at, 'day')), 'Nov 24');
  });

  it('are written as in the language of VS Code', () => {
    setRegion({ locale: 'de', timeZone: 'Europe/London' });
    equal(quantity(1_204, 'contact'), '1.204 contacts');
    equal(share(123, 1_000), '12,3 %');
    equal(share(1, 10_000), '< 0,1 %');
    equal(signedPoints(-3.25), '−3,3');
    equal(formatDate(at, 'moment'), '24.11.2026, 14:05');
    equal(formatAge(-5, 'minute'), 'vor 5 Minuten');
    setRegion({ locale: 'zh-cn', timeZone: 'Europe/London' });
    equal(currentRegion().locale, 'zh-CN');
    deepEqual(['ä', 'z', 'a'].toSorted(textOrder()), ['a', 'ä', 'z']);
    setRegion({ locale: 'sv' });
    deepEqual(['ä', 'z', 'a'].toSorted(textOrder()), ['a', 'z', 'ä']);
  });

  it('are in one time zone, days and years included', () => {
    setRegion({ timeZone: 'Pacific/Auckland' });
    equal(plain(formatDate(at, 'timeWithSeconds')), '3:05:10 AM');
    const evening = Date.UTC(2026, 11, 31, 10, 30);
    const hour = 3_600_000;
    deepEqual(
      [isSame('day', evening, evening + hour), isSame('year', evening, evening + hour)],
      [false, false],
    );
    deepEqual([isSame('day', at, at + hour), isSame('year', at, evening)], [true, true]);
    setRegion({ timeZone: 'UTC' });
    deepEqual(
      [isSame('day', evening, evening + hour), isSame('year', evening, evening + hour)],
      [true, true],
    );
  });

  it('name the time zone where there is room for it', () => {
    setRegion({ timeZone: 'Asia/Kolkata' });
    equal(plain(formatDate(at, 'momentWithZone')), 'Nov 24, 2026, 7:35:10 PM India Standard Time');
  });

  it('of today leave out the day', () => {
    setRegion({ timeZone: 'UTC' });
    equal(pointInTime(Date.now()), formatDate(Date.now(), 'time'));
    equal(plain(pointInTime(at - 366 * 86_400_000)), 'Nov 23, 2025, 2:05 PM');
  });

  for (const locale of ['', 'C', 'en_US.UTF-8', 'not a language', 'xx', 'qps-ploc', '../../etc']) {
    it(`are English where VS Code is set to "${locale}"`, () => {
      setRegion({ locale });
      equal(currentRegion().locale, 'en');
      equal(formatInteger(1_204), '1,204');
    });
  }

  it('are in the zone of this machine where the zone is none', () => {
    setRegion({});
    const { timeZone } = currentRegion();
    for (const unknown of ['', 'Mars/Olympus', 'not a zone']) {
      setRegion({ timeZone: unknown });
      equal(currentRegion().timeZone, timeZone);
    }
  });
});
