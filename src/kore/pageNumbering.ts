/**
 * How a list numbers its pages in responses: requests count from 1, but a service may echo numbers that count from 0. A number that's one
 * too low is another page until a response for page 1 shows which of the two it is.
 */
export class PageNumbering {
  private first: 0 | 1 | undefined;

  private hasSeenLower = false;

  /** Whether a response was one too low, and none has shown yet what the list counts from. */
  get isUndecided(): boolean {
    return this.first === undefined && this.hasSeenLower;
  }

  /** Whether a response that calls itself `echoed` is the page that was asked for. @param asked counted from 1 */
  matches(asked: number, echoed: number): boolean {
    const first = 1 + echoed - asked;
    if (first !== 1 && first !== 0) return false;
    // Page 2 that calls itself 1 may be page 1 of a list that counts from 1; page 1 that calls itself 0 can't be another.
    if (first === 1 || asked === 1) this.first ??= first;
    this.hasSeenLower ||= first === 0;
    return this.first === first;
  }
}
