import { strict as assert } from 'node:assert';
import type { Frame } from 'playwright-core';
import { sampleCampaigns } from '../../src/demo/sampleCampaigns.ts';
import { sampleContactAt } from '../../src/demo/sampleContacts.ts';
import { until } from '../support/until.ts';
import { CampaignTab } from './campaignTab.ts';
import { focused, hasFocus, pressOnLayout, tour } from './keyboard.ts';
import { useWorkbench } from './session.ts';

const name = 'Payment reminders October';
const facets = ['Bot outbound status', 'Dialer outcome', 'Disposition code', 'Attempts', 'Session ID'];
const [campaign] = sampleCampaigns.filter((one) => one.name === name);
assert.ok(campaign);
const contacts = Array.from({ length: 1_234 }, (_, position) => sampleContactAt(campaign, position));
const idOf = (place: number) => contacts[place - 1]?.botSessionId ?? '';

describe('the keyboard', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.requestsPerMinute': 6_000 } });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await session.workbench.page.keyboard.press(key);
  };
  const type = (text: string) => session.workbench.page.keyboard.type(text);
  /** VS Code's own find widget. */
  const findWidget = () =>
    session.workbench.page.locator('.webview-find-widget.visible, .simple-find-part.visible');

  async function open(): Promise<CampaignTab> {
    const tab = await CampaignTab.open(session.workbench, name);
    await tab.row(3).waitFor();
    await tab.frame.locator('h1').click();
    return tab;
  }

  async function tabTo(frame: Frame, control: string, key = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 40 && (await focused(frame)) !== control; presses++) await press(key);
    await hasFocus(frame, control);
  }

  describe('in a campaign’s contacts', () => {
    it('reaches every control with Tab, to the end and back', async () => {
      const { frame } = await open();
      const controls = [
        'tab "Contacts"',
        'button "Live"',
        'button "Load All"',
        'searchbox "Filter by text in any field"',
        ...facets.map((facet) => `button "${facet}"`),
        'button "Columns"',
        'grid "Contacts"',
      ];
      await tour(session.workbench.page, frame, controls);
    });

    it('reaches what can be done with selected rows', async () => {
      const { frame } = await open();
      await tabTo(frame, 'grid "Contacts"');
      await press('ArrowDown');
      await frame.locator('h1').click();
      for (const control of ['Load All', 'Copy', 'Open Details', 'Reveal in Side Bar'])
        await tabTo(frame, `button "${control}"`);
    });

    it('types into the filter box, key by key, and leaves it', async () => {
      const tab = await open();
      await tabTo(tab.frame, 'searchbox "Filter by text in any field"');
      const shown = () => tab.filterBox.inputValue();
      await type('CRM-12 ');
      await press('Backspace', 'Backspace', 'ArrowLeft', 'Delete');
      assert.equal(await shown(), 'CRM-');
      await press('End');
      await type('10');
      const matching = contacts.slice(0, 100).filter(({ uniqueId }) => uniqueId.includes('CRM-10')).length;
      await tab.isCounted(`100 of 1,234 loaded · ${matching} match`);
      await tabTo(tab.frame, 'button "Clear"');
      await press('Enter');
      await tab.isCounted('100 of 1,234 loaded');
      await hasFocus(tab.frame, 'searchbox "Filter by text in any field"');
      await type('x');
      await press('Escape');
      assert.equal(await shown(), '');
      await press('ArrowDown');
      await hasFocus(tab.frame, 'grid "Contacts"');
    });

    it('finds a phone number however it is written', async () => {
      const tab = await open();
      await tabTo(tab.frame, 'searchbox "Filter by text in any field"');
      const digits = contacts[0]?.phoneNumber.replace(/\D/gu, '') ?? '';
      await type(`+${digits.slice(0, 2)} ${digits.slice(2, 5)}-${digits.slice(5)}`);
      await tab.isCounted('100 of 1,234 loaded · 1 match');
      await press('ControlOrMeta+a');
      await type(`00${digits.slice(0, 4)}\u2011${digits.slice(4)}`);
      await tab.isCounted('100 of 1,234 loaded · 1 match');
    });

    it('opens a facet with Enter, Space or ArrowDown, chooses in it, and closes it with Escape or Tab', async () => {
      const { frame } = await open();
      const box = frame.getByRole('dialog', { name: 'Dialer outcome' });
      for (const key of ['Enter', 'Space', 'ArrowDown']) {
        await tabTo(frame, 'button "Dialer outcome"');
        await press(key);
        await box.waitFor();
        await until('the first value to have the focus', async () =>
          (await focused(frame)).startsWith('checkbox'),
        );
        const first = await focused(frame);
        await press('ArrowDown');
        assert.notEqual(await focused(frame), first);
        await press('ArrowUp');
        await hasFocus(frame, first);
        await press('End', 'Home');
        await hasFocus(frame, first);
        await press('Escape');
        await box.waitFor({ state: 'hidden' });
        await hasFocus(frame, 'button "Dialer outcome"');
      }
      await press('Enter');
      await box.waitFor();
      await press('Space');
      await frame.getByRole('checkbox', { checked: true }).waitFor();
      await press('Shift+Tab');
      await until('the focus to be at the facet', async () =>
        (await focused(frame)).startsWith('button "Dialer outcome: '),
      );
      await press('Shift+Tab');
      await box.waitFor({ state: 'hidden' });
      await hasFocus(frame, 'button "Bot outbound status"');
    });

    it('shows, hides and moves columns in the popover', async () => {
      const tab = await open();
      const { frame } = tab;
      await tabTo(frame, 'button "Columns"');
      await press('ArrowDown');
      await hasFocus(frame, 'checkbox "Contact"');
      await press('ArrowDown', 'ArrowDown');
      await hasFocus(frame, 'checkbox "Bot session ID"');
      await press('Space');
      assert.ok(!(await tab.headers()).includes('Bot session ID'));
      await hasFocus(frame, 'checkbox "Bot session ID"');
      await press('ArrowRight');
      await hasFocus(frame, 'button "Move Bot session ID up"');
      await press('ArrowDown');
      await hasFocus(frame, 'button "Move Phone number up"');
      await press('Enter');
      await hasFocus(frame, 'button "Move Phone number up"');
      await press('Enter', 'Enter');
      // At the top it can't be moved any further.
      await hasFocus(frame, 'checkbox "Phone number"');
      assert.equal((await tab.headers())[0], 'Phone number');
      await press('End');
      await hasFocus(frame, 'button "Reset"');
      await press('Enter');
      await press('Escape');
      await hasFocus(frame, 'button "Columns"');
      assert.deepEqual((await tab.headers()).slice(0, 2), ['Contact', 'Bot session ID']);
    });

    it('copies from the Copy menu', async () => {
      const { workbench } = session;
      const { frame } = await open();
      await tabTo(frame, 'grid "Contacts"');
      await press('ArrowDown');
      await tabTo(frame, 'button "Copy"', 'Shift+Tab');
      await press('Enter');
      await hasFocus(frame, 'menuitem "Copy Session IDs"');
      await press('ArrowUp', 'ArrowDown', 'ArrowDown');
      await hasFocus(frame, 'menuitem "Copy Phone Numbers"');
      assert.equal(await workbench.copied(() => press('Enter')), contacts[1]?.phoneNumber);
      await hasFocus(frame, 'button "Copy"');
    });

    it('copies one cell, and by Ctrl+C the session ID', async () => {
      const { workbench } = session;
      const { frame } = await open();
      await tabTo(frame, 'grid "Contacts"');
      await press('ArrowDown', 'Home', 'ArrowRight', 'ArrowRight');
      assert.equal(await workbench.copied(() => press('ControlOrMeta+Shift+c')), contacts[1]?.phoneNumber);
      assert.equal(await workbench.copied(() => press('ControlOrMeta+c')), idOf(2));
      await press('End');
      assert.equal(await workbench.copied(() => press('ControlOrMeta+Shift+c')), contacts[1]?.uniqueId);
    });

    it('offers Copy Cell in the menu of the row under the pointer', async () => {
      const { workbench } = session;
      const tab = await open();
      await tab.row(3).locator('.cell').nth(2).click({ button: 'right' });
      assert.ok((await workbench.menuLabels()).includes('Copy Cell'));
      const text = await workbench.copied(() => workbench.pickFromMenu('Copy Cell'));
      assert.equal(text, contacts[2]?.phoneNumber);
    });

    const layouts = {
      Cyrillic: { c: 'с', a: 'ф', f: 'а' },
      Greek: { c: 'ψ', a: 'α', f: 'φ' },
      Hebrew: { c: 'ב', a: 'ש', f: 'כ' },
      Arabic: { c: 'ؤ', a: 'ش', f: 'ب' },
    };
    it('has the same shortcuts on Cyrillic, Greek, Hebrew and Arabic layouts', async () => {
      const { workbench } = session;
      const tab = await open();
      await tabTo(tab.frame, 'grid "Contacts"');
      for (const { c, a, f } of Object.values(layouts)) {
        await press('ArrowDown');
        await tab.isCounted('100 of 1,234 loaded · 1 selected');
        await pressOnLayout(workbench.page, { key: a, code: 'KeyA' });
        await tab.isCounted('100 of 1,234 loaded · 100 selected');
        const ids = await workbench.copied(() => pressOnLayout(workbench.page, { key: c, code: 'KeyC' }));
        assert.equal(ids.split('\n')[0], contacts.map(({ botSessionId }) => botSessionId).find(Boolean));
        await pressOnLayout(workbench.page, { key: f, code: 'KeyF' });
        await hasFocus(tab.frame, 'searchbox "Filter by text in any field"');
        await press('ArrowDown');
        await hasFocus(tab.frame, 'grid "Contacts"');
      }
    });

    it('opens the filter box and nothing else by Ctrl+F', async () => {
      const { frame } = await open();
      await tabTo(frame, 'button "Live"');
      await press('ControlOrMeta+f');
      await hasFocus(frame, 'searchbox "Filter by text in any field"');
      await type('busy');
      assert.equal(await frame.getByRole('searchbox').inputValue(), 'busy');
      assert.equal(await findWidget().count(), 0);
    });
  });

  describe('in a campaign’s other sections', () => {
    it('reaches every control of the outcomes', async () => {
      const { frame } = await open();
      await tabTo(frame, 'tab "Contacts"');
      await press('ArrowRight');
      await hasFocus(frame, 'tab "Outcomes"');
      await frame.locator('.charts').waitFor();
      const bars = await frame.locator('#panel-outcomes button').allInnerTexts();
      const controls = [
        'tab "Outcomes"',
        'button "Live"',
        'button "Load All"',
        ...bars.map((bar) => `button "${bar.trim()}"`),
        'region "Disposition by attempt"',
      ];
      await tour(session.workbench.page, frame, controls);
      const bar = `button "${bars[0]?.trim() ?? ''}"`;
      await tabTo(frame, bar);
      await press('Enter');
      await hasFocus(frame, 'grid "Contacts"');
    });

    it('reaches every control of the details, and stays at Refresh after it', async () => {
      const { workbench } = session;
      const { frame } = await open();
      await tabTo(frame, 'tab "Contacts"');
      await press('ArrowLeft');
      await hasFocus(frame, 'tab "Details"');
      await frame.getByRole('button', { name: 'Refresh' }).waitFor();
      const controls = ['tab "Details"', 'button "Refresh"', 'group', 'button "Copy as JSON"'];
      await tour(workbench.page, frame, controls.toSpliced(2, 1, await summaryName(frame)));
      await tabTo(frame, 'button "Refresh"', 'Shift+Tab');
      await frame.locator('h1').click();
      await tabTo(frame, 'button "Refresh"');
      const before = session.server.seen.length;
      await press('Enter');
      await until('the details to be requested again', () => session.server.seen.length > before);
      await hasFocus(frame, 'button "Refresh"');
    });

    for (const [section, key] of [
      ['Outcomes', 'ArrowRight'],
      ['Details', 'ArrowLeft'],
    ] as const) {
      it(`opens VS Code’s find widget by Ctrl+F in ${section}`, async () => {
        const { frame } = await open();
        await tabTo(frame, 'tab "Contacts"');
        await press(key);
        await hasFocus(frame, `tab "${section}"`);
        await press('ControlOrMeta+f');
        await findWidget().waitFor();
        assert.equal(await frame.getByRole('tab', { selected: true }).innerText(), section);
        await press('Escape');
        await findWidget().waitFor({ state: 'hidden' });
      });
    }
  });

  /** How the summary of the raw JSON is named, with the state that the browser gives it. */
  async function summaryName(frame: Frame): Promise<string> {
    const [line = ''] = (await frame.locator('summary').ariaSnapshot()).split('\n');
    return line.replace(/^- /u, '');
  }
});
