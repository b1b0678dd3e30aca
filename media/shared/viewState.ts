import type { KeptView } from './keptView.ts';

/**
 * Scroll position, and what is open, of a view whose document is discarded while its tab is hidden. The content arrives in parts, so the
 * position is restored after each of them until the person moves.
 */
export class ViewState {
  private readonly toggled: Set<string>;
  private scrollTop: number;
  private isRestoring: boolean;

  /**
   * @param scroller the element that scrolls
   * @param before what was kept
   * @param keep receives what there is to be kept
   */
  constructor(
    private readonly scroller: Element,
    before: KeptView,
    private readonly keep: (now: KeptView) => void,
  ) {
    this.toggled = new Set(before.toggled);
    this.scrollTop = before.scrollTop;
    this.isRestoring = before.scrollTop > 0;
    for (const type of ['wheel', 'pointerdown', 'keydown', 'touchstart']) {
      document.addEventListener(type, () => (this.isRestoring = false), { capture: true, passive: true });
    }
    // Scroll events of the document don't reach its root element.
    const target = scroller === document.scrollingElement ? document : scroller;
    target.addEventListener('scroll', () => this.scrolled());
  }

  isToggled(key: string): boolean {
    return this.toggled.has(key);
  }

  toggle(key: string, isToggled: boolean): void {
    if (isToggled === this.toggled.has(key)) return;
    if (isToggled) this.toggled.add(key);
    else this.toggled.delete(key);
    this.changed();
  }

  /** To be called when the view shows something else. */
  scrollToTop(): void {
    this.isRestoring = false;
    this.scroller.scrollTop = 0;
    this.scrolled();
  }

  /** To be called when the view has received content. */
  contentChanged(): void {
    if (this.isRestoring) this.scroller.scrollTop = this.scrollTop;
  }

  private scrolled(): void {
    if (this.isRestoring || this.scroller.scrollTop === this.scrollTop) return;
    this.scrollTop = this.scroller.scrollTop;
    this.changed();
  }

  private changed(): void {
    this.keep({ scrollTop: this.scrollTop, toggled: [...this.toggled] });
  }
}
