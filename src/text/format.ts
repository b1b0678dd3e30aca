/*
 * Numbers and dates as people read them, in the extension host and in the webviews: one language, and one time zone. That is the zone of
 * the machine on which the extension runs; webviews receive both from there. Files and what is copied for programs don't use this.
 */

/** How a person reads numbers and dates. */
export interface Region {
  /** BCP 47 tag, such as `en` or `pt-BR`. */
  readonly locale: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

const dateStyles = {
  /** `2:05 PM` */
  time: { timeStyle: 'short' },
  /** `2:05:10 PM` */
  timeWithSeconds: { timeStyle: 'medium' },
  /** `Nov 24` */
  day: { day: 'numeric', month: 'short' },
  /** `Nov 24, 2026` */
  dayAndYear: { day: 'numeric', month: 'short', year: 'numeric' },
  /** `Nov 24, 2026, 2:05 PM` */
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  /** `Nov 24, 2026, 2:05:10 PM` */
  momentWithSeconds: { dateStyle: 'medium', timeStyle: 'medium' },
  /** `Nov 24, 2026, 2:05:10 PM Central European Standard Time`, for tooltips */
  momentWithZone: { dateStyle: 'medium', timeStyle: 'full' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type DateStyle = keyof typeof dateStyles;

/** Formatters take long to make, so each is made when it's first used. */
class Formatters {
  private readonly dates = new Map<DateStyle, Intl.DateTimeFormat>();
  private integers: Intl.NumberFormat | undefined;
  private tenths: Intl.NumberFormat | undefined;
  private ages: Intl.RelativeTimeFormat | undefined;
  private calendar: Intl.DateTimeFormat | undefined;

  constructor(readonly region: Region) {}

  get integer(): Intl.NumberFormat {
    return (this.integers ??= new Intl.NumberFormat(this.region.locale));
  }

  get tenth(): Intl.NumberFormat {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return (this.tenths ??= new Intl.NumberFormat(this.region.locale, digits));
  }

  get age(): Intl.RelativeTimeFormat {
    return (this.ages ??= new Intl.RelativeTimeFormat(this.region.locale, { numeric: 'auto' }));
  }

  /** `2026-11-24`, in every language. */
  get calendarDay(): Intl.DateTimeFormat {
    return (this.calendar ??= new Intl.DateTimeFormat('en-CA', {
      timeZone: this.region.timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }));
  }

  date(style: DateStyle): Intl.DateTimeFormat {
    const { locale, timeZone } = this.region;
    const made = this.dates.get(style) ?? new Intl.DateTimeFormat(locale, { ...dateStyles[style], timeZone });
    this.dates.set(style, made);
    return made;
  }
}

let formatters = new Formatters({ locale: 'en', timeZone: systemTimeZone() });

/** Makes everything be formatted for a region; English, or the zone of this machine, stands in for what the runtime doesn't know. */
export function setRegion({ locale, timeZone = systemTimeZone() }: Partial<Region>): void {
  formatters = new Formatters({
    locale: locale === undefined ? 'en' : knownLocale(locale),
    timeZone: isKnownTimeZone(timeZone) ? timeZone : systemTimeZone(),
  });
}

/** The region that everything is formatted for. */
export function currentRegion(): Region {
  return formatters.region;
}

/** `1,204` */
export function formatInteger(value: number): string {
  return formatters.integer.format(value);
}

/** `12.3` */
export function formatTenths(value: number): string {
  return formatters.tenth.format(value);
}

/** @param at milliseconds since the epoch, within what a `Date` can hold */
export function formatDate(at: number, style: DateStyle): string {
  return formatters.date(style).format(at);
}

/** `5 minutes ago`, `yesterday` */
export function formatAge(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  return formatters.age.format(value, unit);
}

/** Compares texts in the order of the person's language, quickly when called many times. */
export function textOrder(): (one: string, other: string) => number {
  return new Intl.Collator(formatters.region.locale).compare;
}

/** Whether two points in time, in milliseconds since the epoch, lie within the same day or year. */
export function isSame(unit: 'day' | 'year', one: number, other: number): boolean {
  const [first, second] = [one, other].map((at) => formatters.calendarDay.format(at));
  return unit === 'day' ? first === second : first?.slice(0, -6) === second?.slice(0, -6);
}

/** The locale as the runtime writes it, or English: VS Code may be set to a language that isn't one. */
function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function isKnownTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The zone of this machine, or UTC where the runtime can't tell. */
function systemTimeZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isKnownTimeZone(timeZone) ? timeZone : 'UTC';
}
