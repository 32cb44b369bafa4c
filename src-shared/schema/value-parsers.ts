/**
 * How values leave Postgres and PGlite, by type OID, so that both ends see the same ones: 64-bit integers as
 * numbers (ours stay far below 2^53), days as `YYYY-MM-DD`, instants as ISO 8601 in UTC with milliseconds.
 * Sessions must run in time zone UTC.
 */
export const valueParsers: Readonly<Record<number, (text: string) => number | string>> = {
  20: Number,
  1082: (text) => text,
  1184: (text) => new Date(`${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, 'Z')}`).toISOString(),
}
