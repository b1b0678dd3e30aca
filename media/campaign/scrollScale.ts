/** CSS pixels that an element may be high: browsers cap heights at 2^25 device pixels, so this holds up to a device pixel ratio of 11. */
const tallestElement = 3_000_000;

/**
 * Maps the scroll position of an element to content that may be higher than any element can be. Content that fits is mapped one to one.
 * For higher content, short moves stay exact to the pixel, and long ones, such as a drag of the scroll bar, are scaled.
 */
export class ScrollScale {
  private content = 0;
  private viewport = 0;
  private element = 0;
  private offset = 0;

  /** @param tallest CSS pixels that the element may be high */
  constructor(private readonly tallest = tallestElement) {}

  /** CSS pixels of the content above the visible part. */
  get top(): number {
    return this.element + this.offset;
  }

  /** The `scrollTop` of the element that {@link top} belongs to. */
  get scrollTop(): number {
    return this.element;
  }

  /** Height of the element that stands for the content, in CSS pixels. */
  get height(): number {
    return Math.min(this.content, this.tallest);
  }

  /**
   * @param content height of everything, in CSS pixels
   * @param viewport height of the visible part, in CSS pixels
   */
  resize(content: number, viewport: number): void {
    const { top } = this;
    this.content = content;
    this.viewport = viewport;
    this.moveTo(top);
  }

  /** Follows a scroll event. The element's `scrollTop` has to be set to {@link scrollTop} afterwards, which may be another. */
  scrolledTo(scrollTop: number): void {
    const moved = scrollTop - this.element;
    const isRounded = Math.abs(moved) < 1;
    const isLong = Math.abs(moved) > this.viewport;
    const isAtEnd = scrollTop < 1 || scrollTop > this.longestScroll - 1;
    const { top } = this;
    if (this.content <= this.tallest || isLong) this.moveTo(this.topAt(scrollTop));
    else if (isRounded) [this.element, this.offset] = [scrollTop, top - scrollTop];
    // Where the element ends before its content does, there would be no way on.
    else if (isAtEnd || top + moved < 0 || top + moved > this.longestWay) this.moveTo(top + moved);
    else this.element = scrollTop;
  }

  /** Brings a part of the content to the top, as far as there is enough below it. @param top in CSS pixels of the content */
  moveTo(top: number): void {
    const inside = Math.min(this.longestWay, Math.max(0, top));
    this.element = this.scrollTopAt(inside);
    this.offset = inside - this.element;
  }

  /** Where the element draws a part of the content. @param y in CSS pixels of the content */
  drawnAt(y: number): number {
    return y - this.offset;
  }

  private topAt(scrollTop: number): number {
    return scaled(scrollTop, this.longestScroll, this.longestWay, this.unscaled);
  }

  private scrollTopAt(top: number): number {
    return scaled(top, this.longestWay, this.longestScroll, this.unscaled);
  }

  private get longestWay(): number {
    return Math.max(0, this.content - this.viewport);
  }

  private get longestScroll(): number {
    return Math.max(0, this.height - this.viewport);
  }

  /** CSS pixels at either end that are never scaled, so that both ends are reached together. */
  private get unscaled(): number {
    return Math.min(20 * this.viewport, this.longestScroll / 4);
  }
}

/** Maps 0 to `from` onto 0 to `to`: linear, but one to one for `margin` at either end. */
function scaled(value: number, from: number, to: number, margin: number): number {
  if (value <= margin) return value;
  if (value >= from - margin) return to - (from - value);
  return margin + ((value - margin) * (to - 2 * margin)) / (from - 2 * margin);
}
