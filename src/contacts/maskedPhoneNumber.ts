/**
 * A phone number that tells nobody who it is: a dot for every letter and digit but the last three digits. Of a number with fewer
 * than six digits at most half are left.
 */
export function maskedPhoneNumber(phoneNumber: string): string {
  const kept = Math.min(3, Math.floor(phoneNumber.replace(/\D/gu, '').length / 2));
  let seen = 0;
  return Array.from(phoneNumber)
    .reverse()
    .map((character) => {
      if (/\d/u.test(character) && ++seen <= kept) return character;
      return character.replace(/[\p{L}\p{N}]/u, '•');
    })
    .reverse()
    .join('');
}
