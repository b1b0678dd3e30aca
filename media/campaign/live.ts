import { quantity } from '../../src/contacts/quantity.ts';
import type { Live } from '../../src/views/campaign/messages.ts';
import { button, element, icon, served } from '../shared/dom.ts';
import { clockTime } from '../shared/time.ts';
import type { Announcer } from '../shared/announcer.ts';
import type { ToldChange } from './changes.ts';

/** Switches looking for changes by itself on and off, and says what became of it. */
export class LiveSwitch {
  readonly button = button(
    { className: 'quiet live', ariaPressed: 'false' },
    () => this.clicked(),
    icon('pulse'),
    'Live',
  );
  /** What the latest look found, and what else is to be said. */
  readonly notes = element('p', { className: 'live-notes', hidden: true });
  private readonly news = element('span');
  private readonly why = element('span');
  private isPressed = false;
  private isOffered = true;
  private isLastLook = false;
  private whyNot = '';

  /** @param switched told when it is another way than before */
  constructor(
    private readonly announcer: Announcer,
    private readonly switched: () => void,
  ) {
    this.notes.append(this.news, this.why);
    this.showButton();
  }

  get isOn(): boolean {
    return this.isPressed;
  }

  /** Takes over how a person had left it. */
  set isOn(isOn: boolean) {
    this.isPressed = isOn;
    this.showButton();
  }

  /** @param changes since the look before, where there was one */
  show(live: Live, changes: readonly ToldChange[]): void {
    switch (live.state) {
      case 'off':
        this.showOff(live);
        break;
      case 'on':
        this.tell();
        break;
      case 'looked':
        // The last look comes in parts: one without a change leaves what those before it found.
        if (!this.isLastLook || live.hasChanged || changes.length > 0) this.showLook(live, changes);
        this.isLastLook = live.pagesLeft > 0;
        if (live.pagesLeft > 0)
          this.explain(`The campaign has ended. ${quantity(live.pagesLeft, 'page')} left to check.`);
        break;
      case 'failed':
        this.explain(live.message, ' Next try at ', clockTime(live.nextAt), '.');
        break;
    }
  }

  private showOff({ isOffered, why }: Extract<Live, { state: 'off' }>): void {
    this.isOffered = isOffered;
    this.whyNot = isOffered ? '' : why;
    const hasEnded = this.isPressed && why !== '';
    // Without a reason it answers a click, and the person may have clicked again since.
    if (hasEnded) this.isPressed = false;
    this.showButton();
    if (!hasEnded) return;
    this.explain(why);
    this.switched();
  }

  private showLook(
    { at, hasChanged }: Extract<Live, { state: 'looked' }>,
    changes: readonly ToldChange[],
  ): void {
    if (!hasChanged && changes.length === 0) {
      this.tell('Checked ', clockTime(at), ' \u00b7 no change');
      return;
    }
    const parts = changes.flatMap(({ text, outcome = '' }, index) => [
      `${index === 0 ? ' \u00b7 ' : ', '}${text}`,
      served(outcome),
    ]);
    this.tell('Updated ', clockTime(at), ...parts);
    this.announcer.say('live', this.news.textContent);
  }

  private clicked(): void {
    this.isOn = !this.isOn;
    this.tell();
    this.switched();
  }

  private tell(...news: readonly (Node | string)[]): void {
    this.news.replaceChildren(...news);
    this.explain();
  }

  /** Beside what was found, which stays true. */
  private explain(...why: readonly (Node | string)[]): void {
    this.why.replaceChildren(...why);
    const text = this.why.textContent;
    if (text) this.announcer.say('live', text);
    if (text && this.news.textContent) this.why.prepend(' \u00b7 ');
    this.notes.hidden = !this.news.textContent && !text;
  }

  /** One that isn't offered can still be pressed: the extension checks the status then, and says why if it still isn't. */
  private showButton(): void {
    this.button.ariaPressed = String(this.isPressed);
    this.button.ariaDisabled = this.isOffered ? null : 'true';
    this.button.title = this.whyNot || 'Look for changes by itself, as long as this tab is visible';
  }
}
