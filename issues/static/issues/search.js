/** Search for words as people type them: any i, no accents, Turkish endings, a slip of the finger. */

const PLAIN = new Map([..."ıçğöşüâîû"].map((letter, i) => [letter, "icgosuaiu"[i]]));

/**
 * Fold text for searching; the twin of tr_fold in gisdata/folding.py.
 * @param {string} text
 */
export function fold(text) {
  const settled = text.normalize("NFC").replaceAll("I", "ı").replaceAll("İ", "i");
  return settled.toLowerCase().replace(/[ıçğöşüâîû]/g, (letter) => PLAIN.get(letter) ?? letter);
}

/**
 * How many letters must be changed, added, left out or swapped with their neighbour to make one word
 * the other (optimal string alignment of Damerau and Levenshtein).
 * @param {string} one
 * @param {string} other
 */
export function slips(one, other) {
  let [before, last] = [/** @type {number[]} */ ([]), [...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = Number(one[i - 1] !== other[j - 1]);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped && i > 1 && j > 1) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** How many slips a word of this length may hold. @param {number} length */
function allowed(length) {
  if (length >= 8) return 2;
  return length >= 4 ? 1 : 0;
}

/**
 * Whether a word begins as another, or is it with a Turkish ending.
 * @param {string} typed
 * @param {string} word
 */
function begins(typed, word) {
  return word.startsWith(typed) || (word.length >= 4 && typed.startsWith(word));
}

/**
 * Whether a word is another but for some slips, or begins so while it is still being typed.
 * @param {string} typed
 * @param {string} word
 */
function resembles(typed, word) {
  const most = allowed(typed.length);
  if (!most) return begins(typed, word);
  return slips(typed, word) <= most || slips(typed, word.slice(0, typed.length)) <= most;
}

/**
 * The texts that a search finds, by their index: those with every typed word, or, where there is
 * none, those with something like it.
 * @param {string} typed
 * @param {string[]} texts
 * @returns {Set<number>}
 */
export function search(typed, texts) {
  const wanted = words(typed);
  const known = texts.map(words);
  for (const fits of [begins, resembles]) {
    const found = known.flatMap((text, i) =>
      wanted.every((word) => text.some((other) => fits(word, other))) ? [i] : [],
    );
    if (found.length) return new Set(found);
  }
  return new Set();
}

/** @param {string} text */
function words(text) {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
