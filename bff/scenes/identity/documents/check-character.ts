const CHECK_CHARACTERS = '10X98765432';

/**
 * Whether the last of 18 characters fits the 17 digits before it: GB 11643-1999, which is ISO 7064 MOD 11-2. A digit has the
 * weight 2^(its distance from the end) mod 11; no weight is 0 and 11 is prime, so one wrong digit never goes unseen.
 */
export function checkCharacterFits(number: string): boolean {
  let sum = 0;
  let weight = 1;
  for (let index = 16; index >= 0; index -= 1) {
    weight = (weight * 2) % 11;
    sum += weight * Number(number[index]);
  }
  return number[17] === CHECK_CHARACTERS[sum % 11];
}
