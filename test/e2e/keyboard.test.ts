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
/** A contact with a session ID, from the second row on. */
const place = contacts.findIndex(({ botSessionId }, index) => index > 0 && Boolean(botSessionId)) + 1;
const contact = contacts[place - 1];

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
      for (let row = 1; row < place; row++) await press('ArrowDown');
      await press('Home', 'ArrowRight', 'ArrowRight');
      assert.equal(await workbench.copied(() => press('ControlOrMeta+Shift+c')), contact?.phoneNumber);
      assert.equal(await workbench.copied(() => press('ControlOrMeta+c')), contact?.botSessionId);
      await press('ArrowRight');
      assert.equal(await workbench.copied(() => press('ControlOrMeta+Shift+c')), contact?.dialerOutcome);
      await press('End', 'ControlOrMeta+Shift+c');
      await workbench.notificationText('This cell is empty. Nothing was copied.');
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
        ...bars.map((bar) => `button ${JSON.stringify(bar.trim())}`),
        'region "Disposition by attempt"',
      ];
      await tour(session.workbench.page, frame, controls);
      const bar = `button ${JSON.stringify(bars[0]?.trim() ?? '')}`;
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
      const controls = ['tab "Details"', 'button "Refresh"', 'heading "Raw JSON"', 'button "Copy as JSON"'];
      await tour(workbench.page, frame, controls);
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

  describe('where a campaign’s tab', () => {
    it('has failed reaches Try Again, and stays there until there is something to show', async () => {
      const { workbench, server } = session;
      server.intercept(({ query }) => query.includes('view=contacts'), { status: 404, body: {} }, 2);
      const { frame, grid } = await CampaignTab.open(workbench, name);
      await frame.getByRole('button', { name: 'Try Again' }).waitFor();
      await tour(workbench.page, frame, ['tab "Contacts"', 'button "Try Again"', 'button "Show Log"']);
      await frame.locator('h1').first().click();
      await tabTo(frame, 'button "Try Again"');
      const before = server.seen.length;
      await press('Enter');
      await until('the second failure', () => server.seen.length > before);
      await frame.locator('.failed:not([aria-busy])').waitFor();
      await hasFocus(frame, 'button "Try Again"');
      await press('Space');
      await grid.waitFor();
      await hasFocus(frame, 'tab "Contacts"');
    });

    it('is empty can be walked through, and has facets that say so', async () => {
      const { workbench } = session;
      const tab = await CampaignTab.open(workbench, 'Win-back pilot');
      await tab.isCounted('0 contacts');
      await tour(workbench.page, tab.frame, [
        'tab "Contacts"',
        'button "Live"',
        'searchbox "Filter by text in any field"',
        ...facets.map((facet) => `button "${facet}"`),
        'button "Columns"',
        'grid "Contacts"',
      ]);
      await tabTo(tab.frame, 'button "Columns"', 'Shift+Tab');
      await tabTo(tab.frame, 'button "Attempts"', 'Shift+Tab');
      await press('Enter');
      await hasFocus(tab.frame, 'dialog "Attempts"');
      await press('Escape');
      await hasFocus(tab.frame, 'button "Attempts"');
    });

    it('is of a running campaign turns Live on and off', async () => {
      const { frame } = await CampaignTab.open(session.workbench, 'Payment reminders November');
      await frame.locator('h1').click();
      await tabTo(frame, 'button "Live"');
      await press('Enter');
      await frame.getByRole('button', { name: 'Live', pressed: true }).waitFor();
      await frame.getByText(/^Checked|^Updated/u).waitFor();
      await hasFocus(frame, 'button "Live"');
      await press('Space');
      await frame.getByRole('button', { name: 'Live', pressed: false }).waitFor();
      await hasFocus(frame, 'button "Live"');
    });
  });

  describe('in other tabs', () => {
    async function compare(): Promise<Frame> {
      const { tree, quickInput } = session.workbench;
      await tree.openMenu(/^Campaign, Payment reminders October/u);
      await session.workbench.pickFromMenu('Compare Campaigns…');
      await quickInput.type('Payment reminders November');
      await quickInput.pick('Payment reminders November');
      return session.workbench.frameWith('a comparison', (frame) => frame.getByText('100 of 860 loaded'));
    }

    async function openDetails(): Promise<Frame> {
      const { workbench } = session;
      await workbench.tree.expand(/^Campaign, Payment reminders October/u);
      await workbench.tree.expand(/^Contacts 1 to 100/u);
      await workbench.tree.click(/^Contact 1,/u);
      const frame = await workbench.frameWith('the details of a contact', (one) => one.locator('.session'));
      await frame.locator('h1').click();
      return frame;
    }

    it('reaches every control of a comparison', async () => {
      const frame = await compare();
      await tour(session.workbench.page, frame, [
        'button "Swap Sides"',
        'button "Copy as Table"',
        'button "Copy as Markdown"',
        'button "Load All"',
        'button "Load All"',
      ]);
      await frame.locator('h1').click();
      await tabTo(frame, 'button "Load All"');
      await press('Enter');
      await frame.getByText('1,234 contacts').waitFor();
      // Neither Load All nor Cancel is left on this side.
      await press('Tab');
      await hasFocus(frame, 'button "Load All"');
    });

    it('reaches every control of a contact’s details', async () => {
      const frame = await openDetails();
      const copies = await frame.locator('button[aria-label]:enabled').all();
      const names = await Promise.all(copies.map((copy) => copy.getAttribute('aria-label')));
      const controls = names.map((one) => `button "${one ?? ''}"`);
      await tour(session.workbench.page, frame, controls.toSpliced(-1, 0, 'heading "Raw JSON"'));
      await frame.locator('h1').click();
      await tabTo(frame, 'button "Copy phone number"');
      const text = await session.workbench.copied(() => press('Space'));
      assert.equal(text, contacts[0]?.phoneNumber);
    });

    it('opens VS Code’s find widget by Ctrl+F in a comparison and in a contact’s details', async () => {
      for (const openTab of [compare, openDetails]) {
        const frame = await openTab();
        await frame.locator('h1').click();
        await press('ControlOrMeta+f');
        await findWidget().waitFor();
        await press('Escape');
        await findWidget().waitFor({ state: 'hidden' });
      }
    });
  });
});

describe('Copy Cell while phone numbers are masked', () => {
  const session = useWorkbench({ settings: { 'koreCampaigns.maskPhoneNumbers': true } });

  it('asks before it copies a phone number, and copies anything else at once', async () => {
    const { workbench } = session;
    const { keyboard } = workbench.page;
    const tab = await CampaignTab.open(workbench, name);
    await tab
      .row(1)
      .getByText(/^•+\d{3}$/u)
      .waitFor();
    await tab.focusRows();
    for (const key of ['Home', 'ArrowRight']) await keyboard.press(key);
    const id = await workbench.copied(() => keyboard.press('ControlOrMeta+Shift+c'));
    assert.equal(id, contacts[0]?.botSessionId);
    await keyboard.press('ArrowRight');
    const number = await workbench.copied(async () => {
      await keyboard.press('ControlOrMeta+Shift+c');
      await workbench.answerDialog('Copy');
    });
    assert.equal(number, contacts[0]?.phoneNumber);
  });
});
