/** 555-0100 to 555-0199 in any area code are kept for fiction (North American Numbering Plan). */
const northAmericanAreas = [
  201, 202, 203, 205, 206, 208, 210, 212, 213, 214, 215, 216, 217, 303, 304, 305, 307, 310, 312, 313, 314,
  315, 317, 319, 401, 402, 404, 405, 406, 408, 410, 412, 413, 414, 415, 416, 417, 418, 419, 501, 502, 503,
  504, 505, 507, 508, 509, 512, 513, 514, 515, 516, 517, 518, 601, 602, 603, 604, 605, 606, 607, 608, 609,
  610, 612, 613, 614, 615, 616, 617, 618, 619, 701, 702, 703, 704, 706, 707, 708, 712, 713, 714, 715, 716,
  717, 718, 719, 801, 802, 803, 804, 805, 806, 808, 812, 813, 814, 815, 816, 817, 818, 901, 902, 903, 904,
  906, 907, 908, 909, 910,
];

/** Ranges of 1,000 for drama (Ofcom): mobile, London, Leeds, Sheffield, Birmingham, Edinburgh, Glasgow, Manchester, Cardiff, none. */
const britishRanges = [
  '447700900',
  '442079460',
  '441134960',
  '441144960',
  '441214960',
  '441314960',
  '441414960',
  '441614960',
  '442920180',
  '441632960',
];

/** Ranges of 10,000 for creative works (ACMA), two in each of the four regions. */
const australianRanges = ['2', '3', '7', '8'].flatMap((region) => [`61${region}5550`, `61${region}7010`]);

/** A phone number that belongs to nobody: digits without `+`, as the documentation writes them. */
export function fictionalPhoneNumber(roll: number): string {
  const place = Math.floor(roll / 10);
  const number = roll % 10;
  if (number < 6) return `1${at(northAmericanAreas, place)}55501${line(place, northAmericanAreas.length, 2)}`;
  if (number < 8) return at(britishRanges, place) + line(place, britishRanges.length, 3);
  return at(australianRanges, place) + line(place, australianRanges.length, 4);
}

function at(ranges: readonly (string | number)[], place: number): string {
  return String(ranges[place % ranges.length]);
}

/** The last digits, from the part of the roll that did not choose the range. */
function line(place: number, ranges: number, digits: number): string {
  return String(Math.floor(place / ranges) % 10 ** digits).padStart(digits, '0');
}
