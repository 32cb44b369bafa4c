/** Red, green and blue, each 0 to 255. */
type Rgb = readonly [number, number, number]

const rgbOf = (hex: string): Rgb => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}
const hexOf = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(Math.max(0, Math.min(255, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** How light a colour `#rrggbb` is, 0 to 1 (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex).map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of the second colour over the first. */
export function mixed(ground: string, colour: string, share: number): string {
  const [below, above] = [rgbOf(ground), rgbOf(colour)]
  const part = (n: 0 | 1 | 2) => below[n] * (1 - share) + above[n] * share
  return hexOf([part(0), part(1), part(2)])
}

/** The same hue nearer to white (`to` 255) or black (0), just as far as `enough` asks; the far end where nothing is. */
export function shifted(hex: string, to: 0 | 255, enough: (colour: string) => boolean): string {
  const end = hexOf([to, to, to])
  for (let step = 0; step < 50; step += 1) {
    const colour = mixed(hex, end, step / 50)
    if (enough(colour)) return colour
  }
  return end
}
