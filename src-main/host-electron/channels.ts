/** Screen to main: this page wants a port to the desk. The only thing a page can say to main. */
export const connectChannel = 'holdfast:connect'
/** Main to preload: here is the port. */
export const portChannel = 'holdfast:port'
/** What preload posts to its page, with the port. */
export const portMessage = 'holdfast-port'
