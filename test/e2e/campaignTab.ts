import type { Frame, Locator } from 'playwright-core';
import { until } from '../support/until.ts';
import type { Workbench } from './workbench.ts';

/** A campaign's tab: the page in its webview. A reload of the window, or opening it anew, gives it another one. */
export class CampaignTab {
  readonly frame: Frame;
  readonly #workbench: Workbench;

  private constructor(workbench: Workbench, frame: Frame) {
    this.frame = frame;
    this.#workbench = workbench;
  }

  /** Opens it with the icon at the campaign's row in the side bar. */
  static async open(workbench: Workbench, name: string): Promise<CampaignTab> {
    await workbench.tree.inlineAction(
      new RegExp(`^Campaign, ${name.replace(/[()]/gu, '.')}`, 'u'),
      'Open Contacts Table',
    );
    return CampaignTab.inSight(workbench, name);
  }

  /** Waits until the tab of a campaign is the one that is shown. */
  static async inSight(workbench: Workbench, name: string): Promise<CampaignTab> {
    const frame = await workbench.frameWith(`the tab of “${name}”`, (one) =>
      one.getByRole('heading', { level: 1, name, exact: true }),
    );
    return new CampaignTab(workbench, frame);
  }

  /** How many contacts are loaded, match and are selected. */
  get counts(): Locator {
    return this.frame.locator('.counts');
  }

  get grid(): Locator {
    return this.frame.locator('.grid');
  }

  get filterBox(): Locator {
    return this.frame.getByRole('searchbox');
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** A row by its place in the order shown, from 1. */
  row(place: number): Locator {
    return this.frame.locator(`.body > .row[aria-rowindex="${place + 1}"]`);
  }

  header(name: string): Locator {
    return this.frame.getByRole('columnheader', { name });
  }

  /** The names of the columns, in their order. */
  async headers(): Promise<string[]> {
    return (await this.frame.locator('.head .label').allInnerTexts()).map((text) => text.trim());
  }

  /** The places in the campaign of the contacts in sight, in the order of the page. */
  async places(): Promise<number[]> {
    const texts = await this.frame.locator('.body > .row > .cell:first-child').allInnerTexts();
    return texts.map((text) => Number(text.replaceAll(',', '')));
  }

  async isCounted(text: string | RegExp): Promise<void> {
    await until(`the table to count ${String(text)}`, async () => {
      const said = await this.counts.innerText();
      return typeof text === 'string' ? said === text : text.test(said);
    });
  }

  /** @param count what the table says when all contacts are there */
  async loadAll(count: string): Promise<void> {
    await this.button('Load All').click();
    await this.isCounted(count);
  }

  async show(section: 'Contacts' | 'Outcomes' | 'Details'): Promise<void> {
    await this.frame.getByRole('tab', { name: section }).click();
  }

  /** Picks an entry of the Copy menu, and returns what it puts on the clipboard. */
  async copy(entry: string): Promise<string> {
    return this.#workbench.copied(async () => {
      await this.button('Copy').click();
      await this.frame.getByRole('menuitem', { name: entry, exact: true }).click();
    });
  }

  /** Types over what is in the filter box. */
  async filterBy(text: string): Promise<void> {
    const { keyboard } = this.#workbench.page;
    await this.filterBox.click();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(text);
  }

  /** Moves the focus to the rows with the keyboard alone. */
  async focusRows(): Promise<void> {
    const { keyboard } = this.#workbench.page;
    await keyboard.press('ControlOrMeta+f');
    await this.filterBox.locator(':scope:focus').waitFor();
    await keyboard.press('ArrowDown');
    await this.grid.locator(':scope:focus').waitFor();
  }
}
