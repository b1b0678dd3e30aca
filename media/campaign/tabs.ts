import { button, element } from '../shared/dom.ts';

/** A few panels of which one is shown, chosen by tabs. */
export class Tabs<Id extends string> {
  readonly list = element('div', { role: 'tablist', className: 'tabs', ariaLabel: 'Views of the campaign' });
  readonly panels: Readonly<Record<Id, HTMLElement>>;
  private readonly tabs: ReadonlyMap<Id, HTMLElement>;
  private current: Id;

  /** @param chose told when another panel is shown */
  constructor(
    private readonly ids: readonly [Id, ...Id[]],
    labels: Readonly<Record<Id, string>>,
    private readonly chose: (id: Id) => void,
  ) {
    this.tabs = new Map(ids.map((id) => [id, this.tab(id, labels[id])]));
    const panels = ids.map(
      (id) => [id, element('section', { id: `panel-${id}`, role: 'tabpanel' })] as const,
    );
    for (const [id, panel] of panels) panel.setAttribute('aria-labelledby', `tab-${id}`);
    this.panels = Object.fromEntries(panels) as Record<Id, HTMLElement>;
    this.list.append(...this.tabs.values());
    this.current = ids[0];
    this.show();
  }

  get chosen(): Id {
    return this.current;
  }

  /** Focuses the chosen tab. */
  focus(): void {
    this.tabs.get(this.current)?.focus();
  }

  choose(id: Id): void {
    if (id === this.current) return;
    this.current = id;
    this.show();
    this.chose(id);
  }

  private show(): void {
    for (const [id, tab] of this.tabs) {
      const isChosen = id === this.current;
      tab.ariaSelected = String(isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      this.panels[id].hidden = !isChosen;
    }
  }

  private tab(id: Id, label: string): HTMLElement {
    const tab = button({ id: `tab-${id}`, role: 'tab' }, () => this.choose(id), label);
    tab.setAttribute('aria-controls', `panel-${id}`);
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (step === undefined) return;
      const next = this.ids[(this.ids.indexOf(id) + step + this.ids.length) % this.ids.length];
      if (next === undefined) return;
      this.choose(next);
      this.tabs.get(next)?.focus();
    });
    return tab;
  }
}
