/** DX-R54 E2: the scheme and host of the screens inside Electron. */
export const scheme = 'holdfast'
export const pageOrigin = `${scheme}://app`
/** The one page there is. What a screen shows is in the fragment. */
export const pageAddress = `${pageOrigin}/`

/** Whether an address is the page itself, whatever its fragment. */
export const isOwnPage = (address: string): boolean => address.split('#', 1)[0] === pageAddress

/** Whether an address or origin lies on the page's origin. */
export const isOwnOrigin = (address: string): boolean => address === pageOrigin || address.startsWith(pageAddress)
