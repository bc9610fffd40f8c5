/** A time zone's name in parts: `America/Argentina/Buenos_Aires` is of America, and reads “Argentina, Buenos Aires”. */
export interface NamedZone {
  zone: string;
  /** The part before the first slash; empty where there is none, as for `UTC`. */
  region: string;
  city: string;
}

/** Takes a time zone's name apart. */
export function nameZone(zone: string): NamedZone {
  const [first = '', ...rest] = zone.split('/');
  const city = (rest.length > 0 ? rest : [first]).join(', ').replaceAll('_', ' ');
  return { zone, region: rest.length > 0 ? first : '', city };
}

/** The regions of zones, those that no city belongs to last, the present zone's first. */
export function regionsOf(zones: readonly NamedZone[], present: string): string[] {
  const rank = (region: string) => (region === nameZone(present).region ? 0 : region === '' ? 2 : 1);
  return [...new Set(zones.map(({ region }) => region))].sort(
    (one, other) => rank(one) - rank(other) || one.localeCompare(other, 'en'),
  );
}

/** The zones of a region, or those in whose name a text stands, the present one first. */
export function zonesFor(
  zones: readonly NamedZone[],
  { region, text, present }: { region: string | null; text: string; present: string },
): NamedZone[] {
  const sought = plain(text);
  const isWanted = (one: NamedZone) =>
    sought === '' ? one.region === region : plain(`${one.region} ${one.city}`).includes(sought);
  return zones
    .filter(isWanted)
    .sort(
      (one, other) =>
        Number(other.zone === present) - Number(one.zone === present) ||
        one.city.localeCompare(other.city, 'en'),
    );
}

/** Without accents, which no zone's name has, and without capitals. */
function plain(text: string): string {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
