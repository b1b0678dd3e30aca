const timeOfDay = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** `2:05 PM`, on another day than today `Nov 24, 2026, 2:05 PM`. @param at milliseconds since the epoch */
export function pointInTime(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return (isToday ? timeOfDay : dateAndTime).format(at);
}
