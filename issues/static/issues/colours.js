/** What stands out from the colours of categories. */

/**
 * Whichever of ink and paper stands out more from a colour (WCAG's relative luminance).
 * @param {string} colour like #0072B2
 */
export function glyphColour(colour) {
  const [red, green, blue] = [1, 3, 5].map((i) => {
    const part = parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? "#1B2A33" : "#FFFFFF";
}
