/** Milliseconds between two words at least. */
const sayEvery = 5_000;

/** Says to screen readers what changes by itself: not each time, and what is said last in the end. */
export class Announcer {
  private readonly texts = new Map<string, string>();
  private said = '';
  private saidAt = -Infinity;
  private timer = 0;

  /** @param element what is put there is read out */
  constructor(private readonly element: HTMLElement) {}

  /** @param about what the text is about: a newer one takes the place of what was not said yet */
  say(about: string, text: string): void {
    this.texts.set(about, text);
    this.timer ||= window.setTimeout(
      () => this.speak(),
      Math.max(0, this.saidAt + sayEvery - performance.now()),
    );
  }

  private speak(): void {
    this.timer = 0;
    const text = [...this.texts.values()].filter(Boolean).join('. ');
    this.texts.clear();
    if (text === '' || text === this.said) return;
    this.said = text;
    this.saidAt = performance.now();
    this.element.textContent = text;
  }
}
