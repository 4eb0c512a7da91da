/** Months of the calendar, for the time slider; a month is text like 2026-11. */

/**
 * Every month from one day's to another's.
 * @param {string} first a day like 2026-11-22
 * @param {string} last
 */
export function monthsBetween(first, last) {
  const months = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = nextMonth(month)) {
    months.push(month);
  }
  return months;
}

/**
 * The first and the last day of a month.
 * @param {string} month
 */
export function monthPeriod(month) {
  const last = new Date(Date.parse(`${nextMonth(month)}-01`) - 86_400_000);
  return { from: `${month}-01`, to: last.toISOString().slice(0, 10) };
}

/**
 * Which of the months a period is, or -1 where it is none of them.
 * @param {string[]} months
 * @param {{ from: string, to: string }} period
 */
export function monthOfPeriod(months, { from, to }) {
  return months.findIndex((month) => {
    const whole = monthPeriod(month);
    return whole.from === from && whole.to === to;
  });
}

/** @param {string} month */
function nextMonth(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}
