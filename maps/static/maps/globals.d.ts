/** What the page's other scripts give: Django's texts, and the map for the console and the tests. */
declare function gettext(text: string): string;
declare function ngettext(singular: string, plural: string, count: number): string;
declare function interpolate(text: string, values: unknown[]): string;

interface Window {
  ortakHarita?: { map: import("maplibre-gl").Map; opened?: Promise<void> };
}

declare module "uuid/v7" {
  export default function uuid(): string;
}
